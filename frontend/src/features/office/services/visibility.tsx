// Who can see and book a service: offered, hidden (private links only), paused with a notice, or archived.
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { Field, TextArea } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Switch } from '../../../ui/switch';
import { fieldId, usePart } from './part';
import { usePartStyles } from './what-it-is';

export function Visibility() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, error } = usePart();
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.visibility')}</Section>
      <div>
        <Switch
          id={fieldId('active')}
          label={t('visibility.active')}
          checked={typed.active}
          disabled={readOnly}
          onChange={(active) => set({ active })}
        />
        <p className={styles.quiet}>{t(typed.active ? 'visibility.activeOn' : 'visibility.activeOff')}</p>
      </div>
      <div>
        <Switch
          label={t('visibility.hidden')}
          checked={typed.hidden}
          disabled={readOnly}
          onChange={(hidden) => set({ hidden })}
        />
        <p className={styles.quiet}>{t(typed.hidden ? 'visibility.hiddenOn' : 'visibility.hiddenOff')}</p>
      </div>
      <div>
        <Switch
          label={t('visibility.paused')}
          checked={typed.pause !== null}
          disabled={readOnly}
          onChange={(paused) => set({ pause: paused ? '' : null })}
        />
        <p className={styles.quiet}>{t(typed.pause !== null ? 'visibility.pausedOn' : 'visibility.pausedOff')}</p>
      </div>
      {typed.pause !== null && (
        <Field label={t('field.pause')} error={error('pause')} help={t('help.pause')}>
          <TextArea
            id={fieldId('pause')}
            value={typed.pause}
            maxLength={500}
            wrong={error('pause') !== undefined}
            readOnly={readOnly}
            onChange={({ target }) => set({ pause: target.value.replace(/\n/g, ' ') })}
          />
        </Field>
      )}
    </Card>
  );
}
