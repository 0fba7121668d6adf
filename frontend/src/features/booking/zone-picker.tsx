// All time zones, found by typing a city; loaded only when somebody wants to change theirs.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Checkmark20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/server-clock';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Section } from '../../ui/heading';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useSpelling } from '../../ui/use-spelling';
import { spellClock } from '../../ui/wall';
import { findZones } from './zones';

const SHOWN_MAX = 60;

const useStyles = makeStyles({
  dialog: {
    width: 'min(480px, calc(100vw - 32px))',
    maxHeight: 'min(640px, calc(100dvh - 32px))',
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    '::backdrop': { backgroundColor: 'rgb(0 0 0 / 0.4)' },
    ':focus-visible': { outline: 'none' },
  },
  inside: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '20px 24px 24px',
    maxHeight: 'inherit',
    [screen.phone]: { padding: '12px 16px 16px' },
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  list: { overflowY: 'auto', margin: '0 -8px', minHeight: '120px', height: '380px' },
  zone: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    gap: '8px',
    alignItems: 'center',
    minHeight: '44px',
    padding: '4px 8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2 },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3 },
  clock: { ...text.small, ...text.numbers, color: tokens.colorNeutralForeground2 },
  none: { ...text.small, color: tokens.colorNeutralForeground2, padding: '8px' },
});

interface ZonePickerProps {
  zone: string;
  /** The browser's own. */
  here: string;
  officeZone: string;
  onZone: (zone: string) => void;
  onClose: () => void;
}

export default function ZonePicker({ zone, here, officeZone, onZone, onClose }: ZonePickerProps) {
  const { t } = useTranslation(['booking', 'common']);
  const styles = useStyles();
  const locale = useSpelling();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = useMemo(() => findZones(query, [here, officeZone]).slice(0, SHOWN_MAX), [query, here, officeZone]);
  const now = serverNow();

  useEffect(() => {
    dialog.current?.showModal();
    document.getElementById(`${id}-query`)?.focus();
  }, [id]);

  useEffect(() => {
    list.current?.querySelector(`[data-place="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function onKeyDown(event: KeyboardEvent) {
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && found[active]) onZone(found[active].zone);
    else return;
    event.preventDefault();
  }

  const aboutOf = (name: string) =>
    name === here ? t('zone.markHere') : name === officeZone ? t('zone.markOffice') : null;

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={`${id}-title`} onClose={onClose}>
      <div className={styles.inside}>
        <div className={styles.head}>
          <Section id={`${id}-title`}>{t('zone.title')}</Section>
          <Button
            kind="subtle"
            icon={<Dismiss20Regular />}
            aria-label={t('close', { ns: 'common' })}
            onClick={onClose}
          />
        </div>
        <TextField
          id={`${id}-query`}
          label={t('zone.search')}
          value={query}
          autoComplete="off"
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={t('zone.title')}
          className={styles.list}
          tabIndex={-1}
        >
          {found.map(({ zone: name, city, region }, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above handles the keys
            <div
              key={name}
              id={`${id}-${place}`}
              data-place={place}
              role="option"
              aria-selected={name === zone}
              tabIndex={-1}
              className={mergeClasses(styles.zone, place === active && styles.active)}
              onClick={() => onZone(name)}
            >
              <span>{name === zone && <Checkmark20Regular />}</span>
              <span className={styles.words}>
                <span>{city}</span>
                <span className={styles.quiet}>{[region, aboutOf(name)].filter(Boolean).join(', ')}</span>
              </span>
              <span className={styles.clock}>{spellClock(now, name, locale)}</span>
            </div>
          ))}
        </div>
        {!found.length && <p className={styles.none}>{t('zone.none')}</p>}
      </div>
    </dialog>
  );
}
