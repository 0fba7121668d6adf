// Hung up, while the visit goes on: goodbye for now, and the way back.
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { OfflineNotice } from '../../../ui/notice';
import { wakeAudio } from '../equipment/sound';
import { Acts, Head, SinglePage } from '../layout';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function LeftFace({ visit, live, call }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t('left.title')}</PageHeading>}>
        {t('left.text', { provider: words.provider })}
      </Head>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      <Acts>
        <Button
          kind="primary"
          onClick={() => {
            void wakeAudio();
            call.rejoin();
          }}
        >
          {t('left.rejoin')}
        </Button>
      </Acts>
      <VisitCard visit={visit} />
    </SinglePage>
  );
}
