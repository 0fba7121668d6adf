// What consumers read of somebody who will see them, and what they offer.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { NewProvider } from '../../api/words';
import { CheckField, Field, TextField, useControl } from '../../ui/field';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useServicesOffered } from './queries';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: '16px' },
  group: { border: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  legend: { ...text.small, fontWeight: tokens.fontWeightSemibold, padding: 0, marginBottom: '4px' },
});

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));

interface ProviderFieldsProps {
  value: NewProvider;
  nameError?: string | undefined;
  onChange: (value: NewProvider) => void;
}

export function ProviderFields({ value, nameError, onChange }: ProviderFieldsProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const control = useControl();
  const { office } = useStaffOffice();
  const services = useServicesOffered(office.slug);
  const chosen = new Set(value.service_ids ?? []);
  const set = (part: Partial<NewProvider>) => onChange({ ...value, ...part });
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    set({ service_ids: [...next] });
  }
  return (
    <div className={styles.fields}>
      <TextField
        id="provider-name"
        label={t('form.displayName')}
        help={t('form.displayNameHelp')}
        error={nameError}
        value={value.name}
        maxLength={120}
        onChange={({ target }) => set({ name: target.value })}
      />
      <TextField
        id="provider-headline"
        label={t('form.headline')}
        help={t('form.headlineHelp')}
        optional
        value={value.headline}
        maxLength={120}
        onChange={({ target }) => set({ headline: target.value })}
      />
      <Field label={t('form.zone')} help={t('form.zoneHelp')}>
        <select className={control} value={value.time_zone} onChange={({ target }) => set({ time_zone: target.value })}>
          {[...new Set([value.time_zone, ...ZONES])].map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </Field>
      {services.data && services.data.length > 0 && (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('form.services')}</legend>
          {services.data.map((service) => (
            <CheckField
              key={service.id}
              label={service.name}
              checked={chosen.has(service.id)}
              onChange={() => toggle(service.id)}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
