// The device check before the day: the same, but nothing is joined at the end.
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { Button } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Check } from '../equipment/check';
import { rememberTest } from '../equipment/last-test';
import { useEquipment } from '../equipment/use-equipment';
import { Head } from '../layout';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function TestPage({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const { equipment, seen } = useEquipment();
  const navigate = useNavigate();
  const { hash } = useLocation();

  function finish() {
    const works =
      seen.camera === 'works' && seen.microphone === 'works' && seen.speaker !== 'silent' && seen.speaker !== 'failed';
    rememberTest(works);
    void navigate({ search: '', hash });
  }

  return (
    <Check
      visitId={visit.id}
      what={words.short}
      head={(state) => (
        <Head
          heading={
            <PageHeading place={visit.office.name}>
              {t(`check.title.${state}`, { context: 'test', name: visit.consumer.first_name })}
            </PageHeading>
          }
        >
          {t(`check.text.${state}`, { context: 'test', provider: words.provider })}
        </Head>
      )}
      acts={(state) => (
        <>
          {state !== 'ready' && state !== 'asking' && (
            <Button kind="primary" onClick={() => void equipment.checkAgain()}>
              {t('check.again')}
            </Button>
          )}
          <Button kind={state === 'ready' ? 'primary' : 'outline'} onClick={finish}>
            {t('test.done')}
          </Button>
        </>
      )}
    />
  );
}
