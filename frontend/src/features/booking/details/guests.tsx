// Who comes along: a relative, a carer, an interpreter.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Subsection } from '../../../ui/heading';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextAct } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import type { GuestTyped } from '../draft';
import { type DetailsErrors, idOf } from './details-check';

const useStyles = makeStyles({
  guests: { display: 'flex', flexDirection: 'column', gap: '16px', alignItems: 'flex-start' },
  guest: {
    width: '100%',
    minWidth: 0,
    margin: 0,
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: '12px 16px',
    padding: '12px 16px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    [screen.phone]: { gridTemplateColumns: '1fr', padding: '8px 12px 12px' },
  },
  head: { gridColumn: '1 / -1', display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  remove: { minHeight: '32px', ...text.small },
  help: { ...text.small, color: tokens.colorNeutralForeground3 },
});

interface GuestsProps {
  guests: readonly GuestTyped[];
  most: number;
  errors: DetailsErrors;
  /** `field` is the one that was mended; null when guests came or went. */
  onGuests: (guests: GuestTyped[], field: string | null) => void;
}

export function Guests({ guests, most, errors, onGuests }: GuestsProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();

  function change(place: number, field: keyof GuestTyped, value: string) {
    const changed = guests.map((guest, at) => (at === place ? { ...guest, [field]: value } : guest));
    onGuests(changed, `guests.${place}.${field}`);
  }

  function add() {
    onGuests([...guests, { name: '', email: '' }], null);
    const id = idOf(`guests.${guests.length}.name`);
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  }

  function remove(place: number) {
    onGuests(
      guests.filter((_, at) => at !== place),
      null,
    );
    requestAnimationFrame(() => document.getElementById('add-guest')?.focus());
  }

  return (
    <div className={styles.guests}>
      {guests.map((guest, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a guest is known by the place alone
        <fieldset key={place} aria-labelledby={`guest-${place}`} className={styles.guest}>
          <div className={styles.head}>
            <Subsection id={`guest-${place}`}>{t('guests.guest', { number: place + 1 })}</Subsection>
            <TextAct
              className={styles.remove}
              aria-label={t('guests.remove', { number: place + 1 })}
              onClick={() => remove(place)}
            >
              {t('guests.removeShort')}
            </TextAct>
          </div>
          <TextField
            id={idOf(`guests.${place}.name`)}
            label={t('guests.name')}
            value={guest.name}
            error={errors[`guests.${place}.name`]}
            maxLength={120}
            autoComplete="off"
            required
            onChange={(event) => change(place, 'name', event.target.value)}
          />
          <TextField
            id={idOf(`guests.${place}.email`)}
            label={t('guests.email')}
            value={guest.email}
            error={errors[`guests.${place}.email`]}
            type="email"
            inputMode="email"
            maxLength={254}
            autoComplete="off"
            optional
            onChange={(event) => change(place, 'email', event.target.value)}
          />
        </fieldset>
      ))}
      {guests.length < most && (
        <Button id="add-guest" onClick={add}>
          {t(guests.length ? 'guests.another' : 'guests.add')}
        </Button>
      )}
      <span className={styles.help}>{t('guests.help', { count: most })}</span>
    </div>
  );
}
