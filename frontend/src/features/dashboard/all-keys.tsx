// Every key of the queue, and the switch for single keys.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TellDialog } from '../../ui/ask-dialog';
import { keysAreOn, switchKeys } from '../../ui/key';
import { Switch } from '../../ui/switch';
import { KeyList, MORE, SHOWN } from './key-list';

export default function AllKeys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('dashboard');
  const [on, setOn] = useState(keysAreOn);
  return (
    <TellDialog title={t('keys.title')} onClose={onClose}>
      <KeyList list={[...SHOWN, ...MORE]} />
      <Switch
        label={t('keys.switch')}
        checked={on}
        onChange={(checked) => {
          switchKeys(checked);
          setOn(checked);
        }}
      />
      <p>{t('keys.hint')}</p>
    </TellDialog>
  );
}
