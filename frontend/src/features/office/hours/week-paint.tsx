// The week as seven rows of 24 hours: drag to open, drag over what is open to close, drag an edge to move it. The keyboard
// paints half hours. Above everything else it is the same week that is typed below.
import { mergeClasses } from '@fluentui/react-components';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../ui/live-region';
import { weekdayName } from '../../../ui/opening-hours';
import { useSpelling } from '../../../ui/use-spelling';
import { spellTime } from '../../../ui/wall';
import type { Week } from './hours-model';
import { CELL, CELLS, DAY_MINUTES, dragEdge, drawnOn, edgeNear, isOpenAt, paint, timeOf } from './paint-model';
import { useWeekPaintStyles } from './week-paint-styles';

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];
const STEP_MOUSE = 15;
const STEP_TOUCH = 30;
const EDGE_PX = 6;
/** So many minutes have room for the start, and for start and end. */
const FIRST_WORD = 120;
const BOTH_WORDS = 255;

interface Drag {
  day: number;
  /** Where it began, or the edge that is dragged. */
  from: number;
  to: number;
  kind: 'open' | 'close' | 'edge';
  moved: boolean;
}

interface WeekPaintProps {
  week: Week;
  onChange: (week: Week) => void;
  readOnly?: boolean;
}

const share = (minutes: number) => `${(minutes / DAY_MINUTES) * 100}%`;

export function WeekPaint({ week, onChange, readOnly = false }: WeekPaintProps) {
  const { t } = useTranslation('hours');
  const styles = useWeekPaintStyles();
  const locale = useSpelling();
  const grid = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ day: 0, cell: 18 });
  const anchor = useRef<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [near, setNear] = useState(false);
  const spell = (minutes: number) => (minutes === DAY_MINUTES ? '24:00' : spellTime(timeOf(minutes), locale));

  function say(day: number, from: number, to: number, open: boolean) {
    const words = { day: weekdayName(day + 1, locale, 'long'), from: spell(from), to: spell(to) };
    announce(t(open ? 'paint.opened' : 'paint.closed', words));
  }
  function put(day: number, from: number, to: number, open: boolean) {
    onChange(paint(week, day, from, to, open));
    say(day, from, to, open);
  }

  function minuteAt(event: PointerEvent<HTMLElement>, step: number): number {
    const box = event.currentTarget.getBoundingClientRect();
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const part = isTurned ? box.right - event.clientX : event.clientX - box.left;
    const minutes = (part / box.width) * DAY_MINUTES;
    return Math.max(0, Math.min(DAY_MINUTES, step ? Math.round(minutes / step) * step : minutes));
  }
  const stepOf = (event: PointerEvent) => (event.pointerType === 'mouse' ? STEP_MOUSE : STEP_TOUCH);
  const reachOf = (event: PointerEvent<HTMLElement>) =>
    (EDGE_PX / event.currentTarget.getBoundingClientRect().width) * DAY_MINUTES;

  function down(event: PointerEvent<HTMLElement>, day: number) {
    if (readOnly || event.button !== 0) return;
    const exact = minuteAt(event, 0);
    const edge = event.pointerType === 'mouse' ? edgeNear(week, day, exact, reachOf(event)) : null;
    const step = stepOf(event);
    const from = Math.floor(exact / step) * step;
    event.currentTarget.setPointerCapture(event.pointerId);
    const kind = edge !== null ? 'edge' : isOpenAt(week, day, exact) ? 'close' : 'open';
    setDrag({ day, from: edge ?? from, to: edge ?? from + step, kind, moved: false });
  }
  function move(event: PointerEvent<HTMLElement>, day: number) {
    if (!drag) {
      if (!readOnly && event.pointerType === 'mouse') {
        setNear(edgeNear(week, day, minuteAt(event, 0), reachOf(event)) !== null);
      }
      return;
    }
    const to = minuteAt(event, stepOf(event));
    if (to !== drag.to || !drag.moved) setDrag({ ...drag, to, moved: drag.moved || to !== drag.from });
  }
  function up() {
    if (!drag) return;
    setDrag(null);
    if (drag.kind === 'edge') {
      if (drag.to !== drag.from) onChange(dragEdge(week, drag.day, drag.from, drag.to));
      return;
    }
    const [from, to] = drag.from <= drag.to ? [drag.from, drag.to] : [drag.to, drag.from];
    // A press without a drag opens or closes half an hour.
    const least = to - from < STEP_MOUSE || !drag.moved ? Math.floor(from / CELL) * CELL : from;
    put(drag.day, least, !drag.moved || to === from ? least + CELL : to, drag.kind === 'open');
  }

  function focusCell(day: number, cell: number) {
    const next = { day: (day + 7) % 7, cell: Math.max(0, Math.min(CELLS - 1, cell)) };
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.cell}"]`)?.focus();
    return next;
  }
  function pressed(event: KeyboardEvent<HTMLElement>) {
    const { day, cell } = place;
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const ahead = isTurned ? 'ArrowLeft' : 'ArrowRight';
    const steps: Record<string, [number, number]> = {
      ArrowRight: [0, ahead === 'ArrowRight' ? 1 : -1],
      ArrowLeft: [0, ahead === 'ArrowRight' ? -1 : 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    };
    if (event.key === 'Escape') setDrag(null);
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      if (!event.shiftKey || step[0] !== 0 || readOnly) {
        anchor.current = null;
        focusCell(day + step[0], cell + step[1]);
        return;
      }
      // With Shift one paints along: what the first cell is not, the others become.
      anchor.current ??= cell;
      const open =
        anchor.current === cell ? !isOpenAt(week, day, cell * CELL) : isOpenAt(week, day, anchor.current * CELL);
      const next = Math.max(0, Math.min(CELLS - 1, cell + step[1]));
      const [first, last] = [Math.min(anchor.current, cell, next), Math.max(anchor.current, cell, next)];
      put(day, first * CELL, (last + 1) * CELL, open);
      focusCell(day, next);
      return;
    }
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      focusCell(day, event.key === 'Home' ? 0 : CELLS - 1);
    }
    if ((event.key === ' ' || event.key === 'Enter') && !readOnly) {
      event.preventDefault();
      anchor.current = null;
      put(day, cell * CELL, (cell + 1) * CELL, !isOpenAt(week, day, cell * CELL));
    }
    if ((event.key === 'Delete' || event.key === 'Backspace') && !readOnly) {
      event.preventDefault();
      put(day, 0, DAY_MINUTES, false);
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table would not hold what is painted over its cells
    <div ref={grid} className={styles.grid} role="grid" aria-label={t('paint.label')} aria-readonly={readOnly}>
      <div className={styles.line} aria-hidden="true">
        <span />
        <div className={styles.scale}>
          {HOURS.map((hour) => (
            <span
              key={hour}
              className={styles.hour}
              style={{
                insetInlineStart: share(hour * 60),
                justifyContent: hour === 0 ? 'flex-start' : hour === 24 ? 'flex-end' : 'center',
              }}
            >
              {spell(hour * 60)}
            </span>
          ))}
        </div>
      </div>
      {week.map((_, day) => {
        const name = weekdayName(day + 1, locale, 'long');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is the day
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
          <div key={day} className={styles.line} role="row" aria-label={name}>
            <span className={styles.name} aria-hidden="true">
              {weekdayName(day + 1, locale)}
            </span>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: its cells are what has roles and keys */}
            <div
              className={mergeClasses(styles.row, readOnly && styles.still, near && styles.edge)}
              role="presentation"
              data-day={day + 1}
              onPointerDown={(event) => down(event, day)}
              onPointerMove={(event) => move(event, day)}
              onPointerUp={up}
              onPointerCancel={() => setDrag(null)}
              onKeyDown={pressed}
            >
              {Array.from({ length: CELLS }, (_cell, cell) => (
                <Cell
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its half hour
                  key={cell}
                  className={styles.cell}
                  id={`${day}-${cell}`}
                  current={place.day === day && place.cell === cell}
                  open={isOpenAt(week, day, cell * CELL)}
                  name={`${name} ${spell(cell * CELL)}`}
                  onFocus={() => setPlace({ day, cell })}
                />
              ))}
              {drawnOn(week, day).map((one) => (
                <span
                  key={`${one.tail}-${one.from}`}
                  className={mergeClasses(styles.open, one.tail && styles.tail, one.over && styles.over)}
                  style={{ insetInlineStart: share(one.from), width: share(one.to - one.from) }}
                  aria-hidden="true"
                >
                  {one.to - one.from >= FIRST_WORD && (
                    <span className={styles.words}>
                      {one.tail
                        ? t('paint.fromNight')
                        : one.to - one.from < BOTH_WORDS
                          ? spell(one.from)
                          : `${spell(one.from)} – ${one.over ? t('paint.goesOn') : spell(one.to)}`}
                    </span>
                  )}
                </span>
              ))}
              {drag?.day === day && drag.moved && (
                <span
                  className={mergeClasses(styles.drawing, drag.kind === 'close' && styles.erasing)}
                  style={{
                    insetInlineStart: share(Math.min(drag.from, drag.to)),
                    width: share(Math.abs(drag.to - drag.from)),
                  }}
                />
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}

interface CellProps {
  id: string;
  className: string;
  current: boolean;
  open: boolean;
  name: string;
  onFocus: () => void;
}

function Cell({ id, className, current, open, name, onFocus }: CellProps) {
  const { t } = useTranslation('hours');
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div
      role="gridcell"
      data-cell={id}
      className={className}
      tabIndex={current ? 0 : -1}
      aria-selected={open}
      aria-label={t(open ? 'paint.cellOpen' : 'paint.cellClosed', { time: name })}
      onFocus={onFocus}
    />
  );
}
