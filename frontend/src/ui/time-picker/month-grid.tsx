// The month as a grid of days: arrow keys walk, Page Up and Down turn the month, each cell says its whole date and how many
// times are free.
// biome-ignore-all lint/a11y/useSemanticElements: a grid of buttons laid out by CSS grid; table elements would fight it
// biome-ignore-all lint/a11y/useFocusableInteractive: one button at a time takes the focus, its row and cell do not
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button';
import { Section } from '../heading';
import { weekdayName } from '../opening-hours';
import { screen } from '../screen';
import { hidden, text } from '../text';
import { tokens } from '../tokens';
import { useSpelling } from '../use-spelling';
import { spellDay } from '../wall';
import { addMonths, dayByKey, firstWeekday, monthOf, weeksOf } from './month';

/** How far ahead the months can be turned; what can be booked is the server's to say. */
const MONTHS_AHEAD = 12;

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', marginBottom: '8px' },
  turns: { display: 'flex', gap: '4px' },
  turn: { width: '44px' },
  week: {
    display: 'grid',
    gridTemplateColumns: 'repeat(7, minmax(0, 1fr))',
    gap: '4px',
    marginBottom: '4px',
    [screen.phone]: { gap: '2px', marginBottom: '2px' },
  },
  weekday: {
    fontSize: '12px',
    lineHeight: '24px',
    fontWeight: tokens.fontWeightMedium,
    color: tokens.colorNeutralForeground3,
    textAlign: 'center',
  },
  day: {
    position: 'relative',
    display: 'grid',
    placeItems: 'center',
    width: '100%',
    height: '44px',
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground3,
    font: 'inherit',
    fontSize: '16px',
    fontVariantNumeric: 'tabular-nums',
    cursor: 'default',
  },
  free: {
    paddingBottom: '4px',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: '6px',
      width: '4px',
      height: '4px',
      borderRadius: '50%',
      backgroundColor: 'currentColor',
    },
  },
  today: { boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` },
  chosen: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': { backgroundColor: tokens.colorBrandBackgroundHover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  legend: { display: 'flex', gap: '16px', marginTop: '12px', ...text.caption, color: tokens.colorNeutralForeground3 },
  legendItem: { display: 'flex', alignItems: 'center', gap: '4px' },
  swatch: {
    width: '12px',
    height: '12px',
    borderRadius: '3px',
    boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}`,
  },
  swatchFree: {
    backgroundColor: tokens.colorBrandBackground2,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke2}`,
  },
  hidden: { ...hidden },
});

interface MonthGridProps {
  /** "2026-11" */
  month: string;
  today: string;
  chosen: string | null;
  /** How many times are free on each day; undefined while loading. */
  free: ReadonlyMap<string, number> | undefined;
  onMonth: (month: string) => void;
  onDay: (day: string) => void;
}

export function MonthGrid({ month, today, chosen, free, onMonth, onDay }: MonthGridProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const locale = useSpelling();
  const weekStart = firstWeekday(locale);
  const weeks = weeksOf(month, today, weekStart);
  const days = weeks.flat().filter((date): date is string => date !== null);
  const { current, move, grid } = useRover(month, days, chosen, today, onMonth);
  const last = addMonths(monthOf(today), MONTHS_AHEAD);

  function onKeyDown(event: KeyboardEvent, date: string) {
    const rightToLeft = document.documentElement.dir === 'rtl';
    const next = dayByKey(event.key, date, weekStart, rightToLeft);
    if (!next) return;
    event.preventDefault();
    if (next >= today && monthOf(next) <= last) move(next);
  }

  function labelOf(date: string): string {
    const count = free?.get(date) ?? 0;
    const parts = [spellDay(date, locale, 'long')];
    if (date === today) parts.push(t('picker.today'));
    if (free) parts.push(count ? t('picker.free', { count }) : t('picker.notFree'));
    return parts.join(', ');
  }

  return (
    <div>
      <div className={styles.head}>
        <Section aria-live="polite" id="month">
          {spellDay(`${month}-01`, locale, 'month')}
        </Section>
        <span className={styles.turns}>
          <Button
            kind="subtle"
            className={styles.turn}
            icon={<ChevronLeft20Regular className="turns" />}
            aria-label={spellDay(`${addMonths(month, -1)}-01`, locale, 'month')}
            disabled={month <= monthOf(today)}
            onClick={() => onMonth(addMonths(month, -1))}
          />
          <Button
            kind="subtle"
            className={styles.turn}
            icon={<ChevronRight20Regular className="turns" />}
            aria-label={spellDay(`${addMonths(month, 1)}-01`, locale, 'month')}
            disabled={month >= last}
            onClick={() => onMonth(addMonths(month, 1))}
          />
        </span>
      </div>
      <div role="grid" aria-labelledby="month" ref={grid}>
        <div role="row" className={styles.week}>
          {Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1).map((weekday) => (
            <span key={weekday} role="columnheader" className={styles.weekday}>
              <span aria-hidden="true">{weekdayName(weekday, locale)}</span>
              <span className={styles.hidden}>{weekdayName(weekday, locale, 'long')}</span>
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div role="row" key={week.find(Boolean)} className={styles.week}>
            {week.map((date, place) =>
              date === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has no other name
                <span role="gridcell" key={place} />
              ) : (
                <span role="gridcell" key={date} aria-selected={date === chosen}>
                  <button
                    type="button"
                    data-day={date}
                    tabIndex={date === current ? 0 : -1}
                    aria-label={labelOf(date)}
                    aria-disabled={!free?.get(date)}
                    aria-current={date === today ? 'date' : undefined}
                    className={mergeClasses(
                      styles.day,
                      free?.get(date) ? styles.free : undefined,
                      date === today && styles.today,
                      date === chosen && free?.get(date) ? styles.chosen : undefined,
                    )}
                    onKeyDown={(event) => onKeyDown(event, date)}
                    onClick={() => free?.get(date) && onDay(date)}
                  >
                    {Number(date.slice(8))}
                  </button>
                </span>
              ),
            )}
          </div>
        ))}
      </div>
      <div className={styles.legend} aria-hidden="true">
        <span className={styles.legendItem}>
          <span className={mergeClasses(styles.swatch, styles.swatchFree)} />
          {t('picker.legendFree')}
        </span>
        <span className={styles.legendItem}>
          <span className={styles.swatch} />
          {t('picker.legendToday')}
        </span>
      </div>
    </div>
  );
}

/** One day of the grid is in the tab order; keys move it, over the edge of the month too. */
function useRover(
  month: string,
  days: readonly string[],
  chosen: string | null,
  today: string,
  onMonth: (month: string) => void,
) {
  const grid = useRef<HTMLDivElement>(null);
  const [walked, setWalked] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const inMonth = (date: string | null) => (date && days.includes(date) ? date : null);
  const current = inMonth(walked) ?? inMonth(chosen) ?? inMonth(today) ?? days[0] ?? null;

  useEffect(() => {
    if (!wanted.current || monthOf(wanted.current) !== month) return;
    grid.current?.querySelector<HTMLElement>(`[data-day="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });

  function move(date: string) {
    wanted.current = date;
    setWalked(date);
    if (monthOf(date) !== month) onMonth(monthOf(date));
  }

  return { current, move, grid };
}
