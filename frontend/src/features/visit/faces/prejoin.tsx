// The door is open: check the devices, then check in. Also for somebody who was let in elsewhere and comes in from here.
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../../../api/problem';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { Changes } from '../change/changes';
import { Check, type CheckState } from '../equipment/check';
import { wakeAudio } from '../equipment/sound';
import { useEquipment } from '../equipment/use-equipment';
import { Head } from '../layout';
import { MovedNotice } from '../moved-notice';
import { useCheckIn } from '../queries';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function PrejoinFace({ visit, live, setHere }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const checkIn = useCheckIn(visit.id);
  const { equipment } = useEquipment();
  const isLetIn = visit.state !== 'open';

  function go() {
    // A press is what lets the sound of being let in come through later.
    void wakeAudio();
    const ready = () => setHere({ ready: true, end: null });
    if (isLetIn) ready();
    else checkIn.mutate(undefined, { onSuccess: ready });
  }

  const blocked = (state: CheckState) => state.endsWith('Blocked');
  const goAct = isLetIn ? t('prejoin.join') : t('prejoin.checkIn');
  return (
    <Check
      visitId={visit.id}
      what={words.short}
      head={(state) => (
        <Head
          heading={
            <PageHeading place={visit.office.name}>
              {t(`check.title.${state}`, { name: visit.consumer.first_name })}
            </PageHeading>
          }
        >
          {state === 'ready' && isLetIn
            ? t('prejoin.isLetIn', { provider: words.provider })
            : t(`check.text.${state}`, { provider: words.provider })}
        </Head>
      )}
      notices={
        <>
          <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
          <MovedNotice visit={visit} />
          {checkIn.isError && (
            <Notice kind="bad" role="alert">
              {t(codeOf(checkIn.error) === OFFLINE ? 'failed.offline' : 'failed.server')}
            </Notice>
          )}
        </>
      }
      acts={(state) =>
        blocked(state) ? (
          <>
            <Button kind="primary" onClick={() => void equipment.checkAgain()}>
              {t('check.again')}
            </Button>
            <Button busy={checkIn.isPending} onClick={go}>
              {t(state === 'bothBlocked' ? 'prejoin.withoutBoth' : 'prejoin.without')}
            </Button>
          </>
        ) : (
          <Button kind="primary" busy={checkIn.isPending} onClick={go}>
            {goAct}
          </Button>
        )
      }
      note={(state) => t(`prejoin.note.${state}`, { provider: words.provider })}
      after={isLetIn ? null : <Changes visit={visit} />}
    />
  );
}
