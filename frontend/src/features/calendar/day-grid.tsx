// Columns beside each other on one axis of time: everybody's date, or one person's week.
import { makeStyles } from '@fluentui/react-components';
import { useLayoutEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow, useServerNow } from '../../api/server-clock';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useBlockWords } from './block';
import { Column } from './column';
import { DateHead, PersonHead } from './column-head';
import type { Model } from './model';
import { NowLine, NowTime } from './now-line';
import { PIXELS_A_MINUTE, type Stage } from './stage';
import { wallAt } from './time';

const useStyles = makeStyles({
  heads: {
    position: 'sticky',
    top: 0,
    zIndex: 4,
    display: 'grid',
    height: '56px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    [screen.phone]: { display: 'none' },
  },
  corner: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    minWidth: 0,
    borderInlineStartWidth: '1px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
  },
  body: {
    position: 'relative',
    display: 'grid',
    paddingTop: '10px',
    paddingBottom: '24px',
    isolation: 'isolate',
  },
  axis: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 3,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  hour: {
    position: 'absolute',
    insetInlineEnd: '8px',
    translate: '0 -7px',
    fontSize: '12px',
    lineHeight: '14px',
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    ...text.numbers,
  },
  now: { position: 'absolute', insetInlineStart: 0, insetInlineEnd: 0, top: '10px', zIndex: 1, pointerEvents: 'none' },
});

const NOTHING: readonly never[] = [];
/** So much of the day is shown where nothing says otherwise. */
const USUAL = [8 * 60, 18 * 60] as const;

/** From which minute of the day to which one: whole hours around everything that is open or booked. */
export function hoursShown(model: Model, columns: Stage['columns']): [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { provider, day, place } of columns) {
    const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
    const person = model.people.get(provider.id);
    const visits = model.board.visits
      .filter(({ provider_id }) => provider_id === provider.id)
      .map((visit) => ({ from: Date.parse(visit.starts_at), until: Date.parse(visit.ends_at) }));
    for (const { from, until } of [...(person?.open ?? []), ...(person?.taken ?? []), ...visits]) {
      if (until <= begins || from >= ends) continue;
      first = Math.min(first, place(Math.max(from, begins)));
      last = Math.max(last, place(Math.min(until, ends)));
    }
  }
  if (first >= last) return [...USUAL];
  return [Math.floor(first / 60) * 60, Math.max(Math.ceil(last / 60) * 60, Math.floor(first / 60) * 60 + 480)];
}

/** Lists by column, each the same array as before where nothing of it changed. */
function byColumn<Item extends { provider_id: string; starts_at: string; ends_at: string }>(
  items: readonly Item[],
  columns: Stage['columns'],
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const { key, provider, day } of columns) {
    const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
    const here = items.filter(
      (item) =>
        item.provider_id === provider.id && Date.parse(item.starts_at) < ends && Date.parse(item.ends_at) > begins,
    );
    if (here.length) found.set(key, here);
  }
  return found;
}

interface DayGridProps {
  stage: Stage;
  visits: readonly BoardVisit[];
  taken: readonly BoardTaken[];
  first: number;
  last: number;
  /** One person's week: dates in the heads. */
  dates: boolean;
  phone: boolean;
  scroller: HTMLElement | null;
}

export function DayGrid({ stage, visits, taken, first, last, dates, phone, scroller }: DayGridProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const words = useMomentWords();
  const now = useServerNow(60_000);
  const blockWords = useBlockWords();
  const { model, columns } = stage;
  const visitsBy = useMemo(() => byColumn(visits, columns), [visits, columns]);
  const takenBy = useMemo(() => byColumn(taken, columns), [taken, columns]);
  const today = columns.find(({ day }) => day.on === model.board.today);
  const shownDate = columns[0]?.day.on;

  // Comes to see what is near: now, or where the date begins to be open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another date moves the view, news do not
  useLayoutEffect(() => {
    const from = today ? today.place(serverNow()) - 100 : 8 * 60;
    const frame = requestAnimationFrame(() => {
      if (scroller) scroller.scrollTop = Math.max(0, from - first) * PIXELS_A_MINUTE;
    });
    return () => cancelAnimationFrame(frame);
  }, [shownDate, scroller]);

  const template = {
    gridTemplateColumns: `${phone ? 48 : 56}px repeat(${columns.length}, minmax(${phone ? 0 : 132}px, 1fr))`,
    minWidth: phone ? '100%' : `${56 + columns.length * 132}px`,
  };
  const Head = dates ? DateHead : PersonHead;
  const axis = columns[0];
  const hours: number[] = [];
  for (let minute = first; minute <= last; minute += 60) hours.push(minute);
  return (
    <>
      <div className={styles.heads} style={template}>
        <div className={styles.corner} />
        {columns.map((column) => (
          <div key={column.key} className={styles.head}>
            <Head column={column} model={model} now={now} />
          </div>
        ))}
      </div>
      <div className={styles.body} style={template}>
        <div className={styles.axis} aria-hidden="true">
          {axis &&
            hours.map((minute) => (
              <span key={minute} className={styles.hour} style={{ top: `${(minute - first) * PIXELS_A_MINUTE}px` }}>
                {words.time(wallAt(axis.at(minute), model.board.time_zone).time)}
              </span>
            ))}
          {today && <NowTime column={today} first={first} last={last} timeZone={model.board.time_zone} />}
        </div>
        {columns.map((column) => (
          <Column
            key={column.key}
            column={column}
            model={model}
            first={first}
            last={last}
            visits={visitsBy.get(column.key) ?? NOTHING}
            taken={takenBy.get(column.key) ?? NOTHING}
            label={t('columnOf', { name: column.provider.name, day: words.longDay(column.day.on) })}
            mayAct={stage.mayAct}
            words={blockWords}
          />
        ))}
        {today && (
          <div className={styles.now}>
            <NowLine column={today} first={first} last={last} />
          </div>
        )}
      </div>
    </>
  );
}
