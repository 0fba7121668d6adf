// Cancelled, by whom, and what now.
import { makeStyles } from '@fluentui/react-components';
import { CalendarCancel20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { Chip } from '../../../ui/chip';
import { PageHeading } from '../../../ui/heading';
import { Foot, Head, SinglePage } from '../layout';
import { NextTimes } from '../next-times';
import { PhoneLine } from '../phone-line';
import { VisitTime } from '../visit-card';
import type { FaceProps } from '../visit-words';

const useStyles = makeStyles({
  card: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: '8px', flexWrap: 'wrap' },
});

export default function CancelledFace({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const by = visit.cancelled_by === 'consumer' ? 'consumer' : 'office';
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t(`cancelled.${by}.title`)}</PageHeading>}>
        {t(`cancelled.${by}.text`, { name: visit.consumer.first_name })}
      </Head>
      <Card padded className={styles.card}>
        <VisitTime visit={visit} struck />
        <Chip tint="bad" big icon={<CalendarCancel20Regular />}>
          {t('cancelled.chip')}
        </Chip>
      </Card>
      <NextTimes visit={visit} />
      <Foot>
        <PhoneLine sentence="phone.urgent" phone={visit.office.phone} />
      </Foot>
    </SinglePage>
  );
}
