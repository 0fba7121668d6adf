// Stepped out of the waiting room: the place is kept for a while.
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../../../api/problem';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { wakeAudio } from '../equipment/sound';
import { Acts, Head, SinglePage } from '../layout';
import { useCheckIn } from '../queries';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function AwayFace({ visit, live, setHere }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const checkIn = useCheckIn(visit.id);

  function comeBack() {
    void wakeAudio();
    checkIn.mutate(undefined, { onSuccess: () => setHere({ ready: true, end: null }) });
  }

  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t('away.title')}</PageHeading>}>
        {t('away.text', { provider: words.provider })}
      </Head>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      {checkIn.isError && (
        <Notice kind="bad" role="alert">
          {t(codeOf(checkIn.error) === OFFLINE ? 'failed.offline' : 'failed.server')}
        </Notice>
      )}
      <Acts>
        <Button kind="primary" busy={checkIn.isPending} onClick={comeBack}>
          {t('away.comeBack')}
        </Button>
      </Acts>
      <VisitCard visit={visit} />
    </SinglePage>
  );
}
