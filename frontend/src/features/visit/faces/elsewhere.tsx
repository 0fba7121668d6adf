// The call runs on another device or in another tab. Media runs in one place; this can be that place.
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { OfflineNotice } from '../../../ui/notice';
import { wakeAudio } from '../equipment/sound';
import { Acts, Head, SinglePage } from '../layout';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function ElsewhereFace({ visit, live, here, call }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  // Once the other place has let go, nothing runs elsewhere any more.
  const runs = visit.connected_elsewhere;
  return (
    <SinglePage>
      <Head
        heading={
          <PageHeading place={visit.office.name}>
            {t(runs || here.end === 'replaced' ? 'elsewhere.title' : 'elsewhere.free')}
          </PageHeading>
        }
      >
        {t('elsewhere.text', { provider: words.provider })}
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
          {t('elsewhere.here')}
        </Button>
      </Acts>
      <VisitCard visit={visit} />
    </SinglePage>
  );
}
