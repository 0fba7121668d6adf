// Not let in this time: no blame, and the way to ask again.
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../../../api/problem';
import { Button, ButtonLink } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { useBookAgain } from '../book-again';
import { wakeAudio } from '../equipment/sound';
import { Acts, Head, SinglePage } from '../layout';
import { useCheckIn } from '../queries';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function RefusedFace({ visit, live, setHere }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const again = useBookAgain(visit);
  const checkIn = useCheckIn(visit.id);
  return (
    <SinglePage>
      <Head
        heading={
          <PageHeading place={visit.office.name}>{t('refused.title', { provider: words.provider })}</PageHeading>
        }
      >
        {t('refused.text')}
      </Head>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      {checkIn.isError && (
        <Notice kind="bad" role="alert">
          {t(codeOf(checkIn.error) === OFFLINE ? 'failed.offline' : 'failed.server')}
        </Notice>
      )}
      <Acts>
        <Button
          kind="primary"
          busy={checkIn.isPending}
          onClick={() => {
            void wakeAudio();
            checkIn.mutate(undefined, { onSuccess: () => setHere({ ready: true, end: null }) });
          }}
        >
          {t('refused.again')}
        </Button>
        <ButtonLink to={again}>{t('bookAgain.other')}</ButtonLink>
      </Acts>
      <VisitCard visit={visit} />
    </SinglePage>
  );
}
