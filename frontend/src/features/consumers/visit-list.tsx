import { makeStyles } from '@fluentui/react-components';
import { PersonClock16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../api/words';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { CHIP_OF_OUTCOME, CHIP_OF_STATE } from '../../ui/visit-states';

const useStyles = makeStyles({
  card: { overflow: 'hidden' },
  head: { padding: '12px 20px 8px' },
  none: { padding: '0 20px 16px', color: tokens.colorNeutralForeground2 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '4px 12px',
    alignItems: 'center',
    padding: '10px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '10px 16px' },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  when: { fontWeight: tokens.fontWeightSemibold, ...text.numbers },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface VisitListProps {
  title: string;
  none: string;
  visits: readonly DayVisit[];
  now: number;
}

export function VisitList({ title, none, visits, now }: VisitListProps) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const words = useMomentWords();
  return (
    <Card className={styles.card}>
      <Section className={styles.head}>{title}</Section>
      {visits.length === 0 && <p className={styles.none}>{none}</p>}
      <ul>
        {visits.map((visit) => (
          <li key={visit.seat_id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.when}>
                {words.whole(visit.office)}
                {yearOf(visit, now)}
              </span>
              <span className={styles.quiet}>
                {t(visit.consumer.attendee_name ? 'visitFor' : 'visit', {
                  service: visit.service.name,
                  provider: visit.provider.name,
                  attendee: visit.consumer.attendee_name,
                })}
              </span>
            </span>
            <State visit={visit} now={now} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function yearOf(visit: DayVisit, now: number): string {
  const year = visit.office.date.slice(0, 4);
  return year === String(new Date(now).getUTCFullYear()) ? '' : ` (${year})`;
}

function State({ visit, now }: { visit: DayVisit; now: number }) {
  const { t } = useTranslation('consumers');
  if (visit.outcome && visit.state !== 'cancelled') return <StateChip state={CHIP_OF_OUTCOME[visit.outcome]} />;
  const late = (visit.state === 'open' || visit.state === 'booked') && Date.parse(visit.ends_at) <= now;
  if (late || visit.state === 'missed') {
    return (
      <Chip tint="warn" icon={<PersonClock16Regular />}>
        {t('didNotCome')}
      </Chip>
    );
  }
  return <StateChip state={CHIP_OF_STATE[visit.state]} />;
}
