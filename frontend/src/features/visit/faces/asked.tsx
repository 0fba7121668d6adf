// Asked for, and not promised: waiting for the office's answer, declined, or run out.
import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { PageHeading } from '../../../ui/heading';
import { StateChip } from '../../../ui/state-chip';
import { TextAct } from '../../../ui/text-link';
import { Foot, Head, SinglePage } from '../layout';
import { NextTimes } from '../next-times';
import { PhoneLine } from '../phone-line';
import { VisitTime } from '../visit-card';
import type { FaceProps } from '../visit-words';

const CancelDialog = lazy(() => import('../change/cancel-dialog'));

const useStyles = makeStyles({
  card: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: '8px', flexWrap: 'wrap' },
});

export default function AskedFace({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const [withdrawing, setWithdrawing] = useState(false);
  const state = visit.state === 'declined' || visit.state === 'expired' ? visit.state : 'requested';
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t(`asked.${state}.title`)}</PageHeading>}>
        {t(`asked.${state}.text`, { name: visit.consumer.first_name })}
      </Head>
      <Card padded className={styles.card}>
        <VisitTime visit={visit} struck={state !== 'requested'} />
        <StateChip state={state} />
      </Card>
      {visit.decline_reason && <p>{t('asked.reason', { reason: visit.decline_reason })}</p>}
      {state === 'requested' ? (
        <TextAct onClick={() => setWithdrawing(true)}>{t('asked.withdraw')}</TextAct>
      ) : (
        <NextTimes visit={visit} />
      )}
      {withdrawing && (
        <Suspense>
          <CancelDialog visit={visit} onClose={() => setWithdrawing(false)} />
        </Suspense>
      )}
      <Foot>
        <PhoneLine sentence="phone.urgent" phone={visit.office.phone} />
      </Foot>
    </SinglePage>
  );
}
