import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { VisitDetail } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { differ } from '../../../ui/wall';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: '64px minmax(0, 1fr)', gap: '6px 12px' },
  term: { color: tokens.colorNeutralForeground3 },
  value: { ...text.numbers, overflowWrap: 'anywhere' },
});

export function Details({ visit }: { visit: VisitDetail }) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const words = useMomentWords();
  const { consumer, office, consumer_wall } = visit;
  const rows: [string, React.ReactNode][] = [
    ['service', visit.service.name],
    ['when', words.whole(office)],
    ...(differ(office, consumer_wall)
      ? ([['theirTime', `${words.range(consumer_wall)}, ${words.zone(consumer_wall.time_zone)}`]] as [string, string][])
      : []),
    [
      'phone',
      consumer.phone ? (
        <TextLink key="phone" href={`tel:${consumer.phone}`}>
          {consumer.phone}
        </TextLink>
      ) : (
        t('details.noPhone')
      ),
    ],
    [
      'email',
      <TextLink key="mail" href={`mailto:${consumer.email}`}>
        {consumer.email}
      </TextLink>,
    ],
  ];
  return (
    <dl className={styles.list}>
      {rows.map(([name, value]) => [
        <dt key={name} className={styles.term}>
          {t(`details.${name}`)}
        </dt>,
        <dd key={`${name}-value`} className={styles.value}>
          {value}
        </dd>,
      ])}
    </dl>
  );
}
