// One provider's date on the grid: hatched where nobody works, time off and closures, and everything that takes time.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { Block, type BlockWords, TakenBlock, useBlockStyles } from './block';
import { closedSpans, type Model } from './model';
import { PIXELS_A_MINUTE, type Column as Place } from './stage';

export const hatched = `repeating-linear-gradient(135deg, ${tokens.colorNeutralBackground4} 0 1px, ${tokens.colorNeutralBackground2} 1px 7px)`;

const useStyles = makeStyles({
  column: {
    position: 'relative',
    minWidth: 0,
    borderInlineStartWidth: '1px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
    backgroundImage: `linear-gradient(${tokens.colorNeutralStroke3} 1px, transparent 1px)`,
    backgroundSize: `100% ${60 * PIXELS_A_MINUTE}px`,
    contain: 'layout style',
  },
  off: {
    position: 'absolute',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    display: 'grid',
    placeItems: 'center',
    overflow: 'hidden',
    background: hatched,
    color: tokens.colorNeutralForeground3,
    ...text.caption,
  },
  offWord: {
    maxWidth: '100%',
    padding: '0 6px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground2,
    ...text.truncated,
  },
});

interface ColumnProps {
  column: Place;
  model: Model;
  /** Minutes of the day at the top and at the bottom. */
  first: number;
  last: number;
  visits: readonly BoardVisit[];
  taken: readonly BoardTaken[];
  label: string;
  mayAct: boolean;
  words: BlockWords;
}

/** Shorter than this, a hatched stretch has no room for its word. */
const WORD_MINUTES = 15;

export const Column = memo(function Column({
  column,
  model,
  first,
  last,
  visits,
  taken,
  label,
  mayAct,
  words,
}: ColumnProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const block = useBlockStyles();
  const { provider, day, place } = column;
  const top = (at: number) => (Math.max(first, Math.min(last, place(at))) - first) * PIXELS_A_MINUTE;
  const box = (from: number, until: number) => ({ top: `${top(from)}px`, height: `${top(until) - top(from)}px` });
  const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
  const off = useMemo(() => offOf(model, provider.id, begins, ends), [model, provider.id, begins, ends]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list cannot hold the marks that are drawn into it while one drags
    <div
      role="group"
      aria-label={label}
      className={styles.column}
      data-column={column.key}
      style={{ height: `${(last - first) * PIXELS_A_MINUTE}px` }}
    >
      {off.map(({ from, until, word, reason }) =>
        top(until) > top(from) ? (
          <div key={`${word}${from}`} className={styles.off} style={box(from, until)}>
            {(Math.min(until, ends) - Math.max(from, begins)) / 60_000 >= WORD_MINUTES && (
              <span className={styles.offWord}>{reason || t(`off.${word}`)}</span>
            )}
          </div>
        ) : null,
      )}
      {visits.map((visit) => {
        const [from, until] = [Date.parse(visit.starts_at), Date.parse(visit.ends_at)];
        const height = Math.max(17, top(until) - top(from) - 2);
        return (
          <div key={visit.id} className={block.place} style={{ top: `${top(from)}px`, height: `${height}px` }}>
            <Block
              visit={visit}
              height={height}
              serviceName={model.services.get(visit.service_id)?.name ?? ''}
              mayAct={mayAct}
              words={words}
            />
          </div>
        );
      })}
      {taken.map((one) => (
        <div
          key={one.id}
          className={mergeClasses(block.place)}
          style={box(Date.parse(one.starts_at), Date.parse(one.ends_at))}
        >
          <TakenBlock taken={one} serviceName={model.services.get(one.service_id ?? '')?.name ?? ''} words={words} />
        </div>
      ))}
    </div>
  );
});

interface Off {
  from: number;
  until: number;
  word: 'notWorking' | 'break' | 'timeOff' | 'closed';
  reason: string;
}

/** Breaks lie between hours of the same date; time off and closures lie over everything. */
function offOf(model: Model, providerId: string, begins: number, ends: number): Off[] {
  const person = model.people.get(providerId);
  if (!person) return [];
  const closed = closedSpans(person, begins, ends);
  return [
    ...closed.map(({ from, until }) => ({
      from,
      until,
      word: from > begins && until < ends ? ('break' as const) : ('notWorking' as const),
      reason: '',
    })),
    ...person.away
      .filter(({ from, until }) => from < ends && until > begins)
      .map(({ from, until, away }) => ({
        from,
        until,
        word: away.provider_id ? ('timeOff' as const) : ('closed' as const),
        reason: away.reason,
      })),
  ];
}
