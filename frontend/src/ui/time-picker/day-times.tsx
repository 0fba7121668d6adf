// The free times of one day, by morning, afternoon and evening; the office's time as the second line where it differs.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../api/words';
import { useMomentWords } from '../moment';
import { Spinner } from '../spinner';
import { text } from '../text';
import { tokens } from '../tokens';
import { differ } from '../wall';

const PARTS = ['morning', 'afternoon', 'evening'] as const;

type Part = (typeof PARTS)[number];

export function partOfDay(time: string): Part {
  if (time < '12:00') return 'morning';
  return time < '18:00' ? 'afternoon' : 'evening';
}

const useStyles = makeStyles({
  block: { ':not(:last-child)': { marginBottom: '16px' } },
  part: { ...text.small, fontWeight: tokens.fontWeightSemibold, marginBottom: '8px' },
  slots: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 100px), 1fr))',
    gap: '8px',
  },
  slot: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    width: '100%',
    minHeight: '56px',
    padding: '2px 4px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    font: 'inherit',
    cursor: 'pointer',
    fontVariantNumeric: 'tabular-nums',
    transitionProperty: 'background-color, border-color',
    transitionDuration: tokens.durationFaster,
    ':hover': { backgroundColor: tokens.colorBrandBackground2, border: `1px solid ${tokens.colorBrandStroke1}` },
  },
  one: { minHeight: '44px' },
  chosen: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: '1px solid transparent',
    ':hover': { backgroundColor: tokens.colorBrandBackgroundHover, border: '1px solid transparent' },
  },
  gone: {
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground3,
    cursor: 'default',
    ':hover': { backgroundColor: 'transparent', border: `1px dashed ${tokens.colorNeutralStroke1}` },
  },
  time: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: tokens.fontWeightSemibold,
  },
  office: { ...text.caption, color: tokens.colorNeutralForeground3 },
  officeChosen: { color: 'inherit' },
});

interface DayTimesProps {
  slots: readonly Slot[];
  /** The start that is kept for the reader. */
  chosen: string | null;
  /** The start that is being asked for. */
  pending: string | null;
  onPick: (slot: Slot) => void;
}

export function DayTimes({ slots, chosen, pending, onPick }: DayTimesProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  return (
    <div>
      {PARTS.map((part) => {
        const within = slots.filter(({ reader }) => partOfDay(reader.time) === part);
        if (!within.length) return null;
        return (
          <section key={part} className={styles.block} aria-label={t(`picker.${part}`)}>
            <h3 className={styles.part}>{t(`picker.${part}`)}</h3>
            {/* biome-ignore lint/a11y/noRedundantRoles: without the marks of a list, Safari takes the role away */}
            <ul role="list" className={styles.slots}>
              {within.map((slot) => (
                <li key={slot.starts_at}>
                  <SlotButton
                    slot={slot}
                    chosen={slot.starts_at === chosen}
                    pending={slot.starts_at === pending}
                    onPick={onPick}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface SlotButtonProps {
  slot: Slot;
  chosen: boolean;
  pending: boolean;
  onPick: (slot: Slot) => void;
}

function SlotButton({ slot, chosen, pending, onPick }: SlotButtonProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const words = useMomentWords();
  const { reader, office } = slot;
  const both = differ(reader, office);
  const city = words.city(office.time_zone);
  const officeTime =
    reader.date === office.date
      ? t('picker.slotOffice', { time: words.time(office.time), city })
      : t('picker.slotOfficeDay', { day: words.weekday(office.date), time: words.time(office.time), city });
  return (
    <button
      type="button"
      className={mergeClasses(styles.slot, !both && styles.one, chosen && styles.chosen, slot.gone && styles.gone)}
      disabled={slot.gone}
      aria-pressed={chosen}
      aria-busy={pending || undefined}
      onClick={() => !chosen && !pending && onPick(slot)}
    >
      <span className={styles.time}>
        {pending ? <Spinner /> : chosen && <CheckmarkCircle16Filled />}
        {slot.gone ? <s>{words.time(reader.time)}</s> : words.time(reader.time)}
      </span>
      {slot.seats_left !== null && (
        <span className={mergeClasses(styles.office, chosen && styles.officeChosen)}>
          {t('picker.seatsLeft', { count: slot.seats_left })}
        </span>
      )}
      {both && <span className={mergeClasses(styles.office, chosen && styles.officeChosen)}>{officeTime}</span>}
    </button>
  );
}
