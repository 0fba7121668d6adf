// One visit on the board. Drawn once and kept: what moves while dragging is not this.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { memo, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useSpelling } from '../../ui/use-spelling';
import { spellRange, spellTime } from '../../ui/wall';
import { ICONS, useLooks } from './looks';
import { mayMove } from './model';

export const useBlockStyles = makeStyles({
  place: { position: 'absolute', insetInlineStart: '3px', insetInlineEnd: '4px' },
  block: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    width: '100%',
    height: '100%',
    minHeight: '17px',
    padding: '0 5px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusSmall,
    font: 'inherit',
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightMedium,
    textAlign: 'start',
    overflow: 'hidden',
    cursor: 'pointer',
    userSelect: 'none',
    touchAction: 'pan-x pan-y',
    '&[data-lifted]': {
      outline: `1px dashed ${tokens.colorBrandForeground1}`,
      outlineOffset: '-1px',
      backgroundColor: 'transparent',
    },
    ':focus-visible': { outlineOffset: '0px', zIndex: 1 },
  },
  grab: { cursor: 'grab' },
  line: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0, height: '16px' },
  time: { fontWeight: tokens.fontWeightRegular, ...text.numbers, flexShrink: 0 },
  name: text.truncated,
  hidden: { ...hidden },
  range: { fontWeight: tokens.fontWeightRegular, ...text.numbers, whiteSpace: 'nowrap' },
});

/** From here on a block has a second line for its times. */
const TWO_LINES = 34;

/** Words and looks of blocks, made once for all of them: six hundred hooks of languages and styles would be felt. */
export interface BlockWords {
  time: (time: string) => string;
  range: (wall: BoardVisit['office']) => string;
  state: (shown: BoardVisit['shown_as']) => string;
  name: (visit: BoardVisit) => string;
  label: (parts: Record<'name' | 'range' | 'service' | 'state', string>) => string;
  taken: (kind: BoardTaken['kind'], service: string) => string;
  styles: ReturnType<typeof useBlockStyles>;
  look: (shown: BoardVisit['shown_as'], grab: boolean) => string;
}

/** Answers from memory what was asked before. */
function remembered<Key extends string | number, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

export function useBlockWords(): BlockWords {
  const { t } = useTranslation(['calendar', 'common']);
  const locale = useSpelling();
  const styles = useBlockStyles();
  const looks = useLooks();
  return useMemo(() => {
    const range = remembered((times: string) => {
      const [time = '', end_time = null] = times.split(' ');
      return spellRange({ time, end_time }, locale);
    });
    const grabbed = remembered((shown: BoardVisit['shown_as']) =>
      mergeClasses(styles.block, looks[shown], styles.grab),
    );
    const still = remembered((shown: BoardVisit['shown_as']) => mergeClasses(styles.block, looks[shown]));
    return {
      time: remembered((time) => spellTime(time, locale)),
      range: ({ time, end_time }) => range(end_time === null ? time : `${time} ${end_time}`),
      state: remembered((shown) => t(`state.${shown}`, { ns: 'common', defaultValue: t(`shown.${shown}`) })),
      name: ({ name, seats, people }) => (seats === null ? name : t('group', { name, taken: people, seats })),
      label: (parts) => t('block', parts),
      taken: (kind, service) => (kind === 'held' ? t('held', { service }) : t('elsewhere')),
      styles,
      look: (shown, grab) => (grab ? grabbed : still)(shown),
    };
  }, [t, locale, styles, looks]);
}

interface BlockProps {
  visit: BoardVisit;
  /** Its height in pixels; null in the week, where times do not place it. */
  height: number | null;
  serviceName: string;
  mayAct: boolean;
  words: BlockWords;
}

/** Pressing and dragging are heard by the board around it. */
export const Block = memo(function Block({ visit, height, serviceName, mayAct, words }: BlockProps) {
  const { styles } = words;
  const two = height !== null && height >= TWO_LINES;
  const [name, range, state] = [words.name(visit), words.range(visit.office), words.state(visit.shown_as)];
  // Said to whoever points at it; the same stands in it for those who listen.
  function tell({ currentTarget }: PointerEvent<HTMLButtonElement>) {
    currentTarget.title = words.label({ name, service: serviceName, range, state });
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      data-visit={visit.id}
      onPointerEnter={tell}
      className={words.look(visit.shown_as, mayAct && mayMove(visit))}
    >
      <span className={styles.line}>
        {ICONS[visit.shown_as]}
        {!two && <span className={styles.time}>{words.time(visit.office.time)}</span>}
        <span className={styles.name}>{name}</span>
      </span>
      {two && <span className={styles.range}>{range}</span>}
      <span className={styles.hidden}>
        , {two ? '' : `${range}, `}
        {serviceName}, {state}
      </span>
    </button>
  );
});

interface TakenBlockProps {
  taken: BoardTaken;
  serviceName: string;
  words: BlockWords;
}

/** Time that somebody is booking just now, or that another office has. */
export const TakenBlock = memo(function TakenBlock({ taken, serviceName, words }: TakenBlockProps) {
  const { styles } = words;
  return (
    <div className={words.look(taken.kind === 'held' ? 'held' : 'completed', false)}>
      <span className={styles.line}>
        {taken.kind === 'held' && ICONS.held}
        <span className={styles.time}>{words.time(taken.office.time)}</span>
        <span className={styles.name}>{words.taken(taken.kind, serviceName)}</span>
      </span>
    </div>
  );
});
