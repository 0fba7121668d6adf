// The call stopped, or would not start, and nobody wanted it: what it was, and the way back.
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { OfflineNotice } from '../../../ui/notice';
import { wakeAudio } from '../equipment/sound';
import type { Here } from '../face';
import { Acts, Foot, Head, SinglePage } from '../layout';
import { PhoneLine } from '../phone-line';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

function kindOf(end: Here['end']): 'removed' | 'lost' | 'door' | 'failed' {
  switch (end) {
    case 'removed':
      return 'removed';
    case 'connection_lost':
      return 'lost';
    case 'not_invited':
    case 'room_not_found':
    case 'room_closed':
    case 'full':
    case 'pass_refused':
      return 'door';
    default:
      return 'failed';
  }
}

export default function TroubleFace({ visit, live, here, call }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const kind = kindOf(here.end);
  return (
    <SinglePage>
      <Head
        heading={
          <PageHeading place={visit.office.name}>
            {t(`trouble.${kind}.title`, { provider: words.provider })}
          </PageHeading>
        }
      >
        {t(`trouble.${kind}.text`, { provider: words.provider })}
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
          {t('trouble.again')}
        </Button>
      </Acts>
      <VisitCard visit={visit} />
      <Foot>
        <PhoneLine sentence="phone.stays" phone={visit.office.phone} />
      </Foot>
    </SinglePage>
  );
}
