// Asked for, and not promised: waiting for the office's answer, declined, or run out.
import { makeStyles } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { StateChip } from '../../../ui/state-chip';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { spellClock } from '../../../ui/wall';
import { Acts, Foot, Head, SinglePage } from '../layout';
import { NextTimes } from '../next-times';
import { PhoneLine } from '../phone-line';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

const CancelDialog = lazy(() => import('../change/cancel-dialog'));

const useStyles = makeStyles({
  state: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  until: { maxWidth: '320px', ...text.small, color: tokens.colorNeutralForeground2 },
  reason: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
});

/** "Fri 27 Nov, 15:30" where the reader is: an hour to wait for, not one to come at. */
function useUntil({ visit }: Pick<FaceProps, 'visit'>): string | null {
  const { locale } = useVisitWords(visit);
  if (!visit.request_expires_at) return null;
  const at = Date.parse(visit.request_expires_at);
  const zone = visit.reader.time_zone;
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone });
  return `${day.format(at)}, ${spellClock(at, zone, locale)}`;
}

export default function AskedFace({ visit, live }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const [withdrawing, setWithdrawing] = useState(false);
  const until = useUntil({ visit });
  const state = visit.state === 'declined' || visit.state === 'expired' ? visit.state : 'requested';
  const open = state === 'requested';
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t(`asked.${state}.title`)}</PageHeading>}>
        {t(`asked.${state}.text`, { name: visit.consumer.first_name })}
      </Head>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      {visit.decline_reason && (
        <Notice kind="info" icon={<Chat20Regular />}>
          <span className={styles.reason}>{t('asked.reason', { reason: visit.decline_reason })}</span>
        </Notice>
      )}
      <VisitCard visit={visit} struck={!open}>
        <div className={styles.state}>
          <StateChip state={state} />
          {open && until && (
            <p className={styles.until}>{t('asked.until', { until, zone: words.zone(visit.reader.time_zone) })}</p>
          )}
        </div>
      </VisitCard>
      {open ? (
        <Acts>
          <Button onClick={() => setWithdrawing(true)}>{t('asked.withdraw')}</Button>
        </Acts>
      ) : (
        <NextTimes visit={visit} />
      )}
      {withdrawing && (
        <Suspense fallback={null}>
          <CancelDialog visit={visit} onClose={() => setWithdrawing(false)} />
        </Suspense>
      )}
      <Foot>
        <PhoneLine sentence="phone.urgent" phone={visit.office.phone} />
      </Foot>
    </SinglePage>
  );
}
