// Once, before the first visit in this browser: which camera and microphone. Afterwards the choice is known and the page
// goes straight in; devices can be changed in the call.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Section } from '../../../ui/heading';
import { tokens } from '../../../ui/tokens';
import { rememberChoices } from '../equipment/choices';
import { DevicePicks } from '../equipment/device-picks';
import { Equipment } from '../equipment/equipment';
import { Preview } from '../equipment/preview';
import { EquipmentContext } from '../equipment/use-equipment';
import type { StageDevices } from '../stage/visit-stage';

const useStyles = makeStyles({
  check: {
    height: '100%',
    overflowY: 'auto',
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'center',
    padding: '16px',
  },
  column: { width: '100%', maxWidth: '520px', display: 'grid', gap: '12px' },
  quiet: { color: tokens.stageForeground2 },
  acts: { display: 'flex', gap: '8px', justifyContent: 'center' },
});

export function DeviceCheck({ onEnter }: { onEnter: (devices: StageDevices) => void }) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const [equipment] = useState(() => new Equipment());
  const [picking, setPicking] = useState(false);
  useEffect(() => {
    void equipment.open();
    return () => equipment.close();
  }, [equipment]);

  function enter() {
    const { choices, camera, microphone } = equipment.look();
    // What does not work now is left off for this visit, but stays chosen for the next.
    rememberChoices(choices);
    equipment.close();
    onEnter({
      ...choices,
      cameraOn: choices.cameraOn && (camera === 'works' || camera === 'asking'),
      microphoneOn: choices.microphoneOn && (microphone === 'works' || microphone === 'asking'),
    });
  }

  return (
    <EquipmentContext.Provider value={equipment}>
      <div className={styles.check}>
        <div className={styles.column}>
          <Section>{t('check.title')}</Section>
          <p className={styles.quiet}>{t('check.text')}</p>
          <Preview devices={{ isOpen: picking, onToggle: () => setPicking(!picking) }} />
          {picking && <DevicePicks />}
          <div className={styles.acts}>
            <Button kind="primary" size="large" onClick={enter}>
              {t('check.enter')}
            </Button>
          </div>
        </div>
      </div>
    </EquipmentContext.Provider>
  );
}
