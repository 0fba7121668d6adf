// Everybody's week: a row for each person, a cell for each date. Moving a visit to another cell keeps its time of day.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../api/server-clock';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { useMomentWords } from '../../ui/moment';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { Block, type BlockWords, TakenBlock, useBlockWords } from './block';
import { hatched } from './column';
import { useDoingWords } from './column-head';
import type { Model } from './model';
import type { Column, Stage } from './stage';

const useStyles = makeStyles({
  matrix: { minWidth: '1036px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '168px repeat(7, minmax(124px, 1fr))',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  person: { contentVisibility: 'auto', containIntrinsicSize: 'auto 96px' },
  heads: {
    position: 'sticky',
    top: 0,
    zIndex: 4,
    minHeight: '44px',
    alignItems: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottomColor: tokens.colorNeutralStroke1,
  },
  date: { padding: '0 8px', fontWeight: tokens.fontWeightSemibold, ...text.numbers, ...text.truncated },
  today: { color: tokens.colorBrandForeground1 },
  who: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 2,
    display: 'flex',
    gap: '8px',
    padding: '8px 10px',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3, ...text.truncated },
  cell: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    minWidth: 0,
    minHeight: '56px',
    position: 'relative',
    padding: '3px 3px 24px 3px',
    contain: 'layout style',
    borderInlineStartWidth: '1px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
    ':focus-visible': { outlineOffset: '-2px' },
  },
  off: { background: hatched },
  offWord: {
    alignSelf: 'center',
    margin: 'auto 0',
    maxWidth: '100%',
    padding: '0 6px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground3,
    ...text.caption,
    ...text.truncated,
  },
  item: { height: '20px', flexShrink: 0 },
});

type Item = { kind: 'visit'; at: string; visit: BoardVisit } | { kind: 'taken'; at: string; taken: BoardTaken };

interface CellProps {
  column: Column;
  model: Model;
  items: readonly Item[];
  mayAct: boolean;
  label: string;
  offWords: (word: 'timeOff' | 'closed' | 'notWorking') => string;
  words: BlockWords;
}

const Cell = memo(function Cell({ column, model, items, mayAct, label, offWords, words }: CellProps) {
  const styles = useStyles();
  const [begins, ends] = [Date.parse(column.day.starts_at), Date.parse(column.day.ends_at)];
  const person = model.people.get(column.provider.id);
  const open = person?.open.filter(({ from, until }) => from < ends && until > begins) ?? [];
  const away = person?.away.find(
    ({ from, until }) =>
      from < ends && until > begins && open.every((hours) => from <= hours.from && until >= hours.until),
  );
  const off = !open.length || away !== undefined;
  const word = away
    ? away.away.reason || offWords(away.away.provider_id ? 'timeOff' : 'closed')
    : offWords('notWorking');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list cannot hold the marks that are drawn into it while one drags
    <div
      role="group"
      aria-label={label}
      tabIndex={-1}
      className={mergeClasses(styles.cell, off && styles.off)}
      data-column={column.key}
    >
      {items.map((item) => (
        <div key={item.kind === 'visit' ? item.visit.id : item.taken.id} className={styles.item}>
          {item.kind === 'visit' ? (
            <Block
              visit={item.visit}
              height={null}
              serviceName={model.services.get(item.visit.service_id)?.name ?? ''}
              mayAct={mayAct}
              words={words}
            />
          ) : (
            <TakenBlock
              taken={item.taken}
              serviceName={model.services.get(item.taken.service_id ?? '')?.name ?? ''}
              words={words}
            />
          )}
        </div>
      ))}
      {off && !items.length && <span className={styles.offWord}>{word}</span>}
    </div>
  );
});

interface WeekMatrixProps {
  stage: Stage;
  visits: readonly BoardVisit[];
  taken: readonly BoardTaken[];
}

const NOTHING: readonly Item[] = [];

export function WeekMatrix({ stage, visits, taken }: WeekMatrixProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const words = useMomentWords();
  const now = useServerNow(60_000);
  const blockWords = useBlockWords();
  const offWords = useCallback<CellProps['offWords']>((word) => t(`off.${word}`), [t]);
  const { model, columns } = stage;
  const { board } = model;
  const doing = useDoingWords(model, now);
  const items = useMemo(() => {
    const found = new Map<string, Item[]>();
    const add = (providerId: string, item: Item, date: string) => {
      const key = `${providerId} ${date}`;
      found.set(key, [...(found.get(key) ?? []), item]);
    };
    for (const visit of visits)
      add(visit.provider_id, { kind: 'visit', at: visit.starts_at, visit }, visit.office.date);
    for (const one of taken) add(one.provider_id, { kind: 'taken', at: one.starts_at, taken: one }, one.office.date);
    for (const list of found.values()) list.sort((one, other) => one.at.localeCompare(other.at));
    return found;
  }, [visits, taken]);
  const rows = useMemo(() => {
    const found = new Map<string, Column[]>();
    for (const column of columns) found.set(column.provider.id, [...(found.get(column.provider.id) ?? []), column]);
    return [...found.values()];
  }, [columns]);
  return (
    <div className={styles.matrix}>
      <div className={mergeClasses(styles.row, styles.heads)}>
        <span className={styles.who} />
        {board.days.map(({ on }) => (
          <span key={on} className={mergeClasses(styles.date, on === board.today && styles.today)}>
            {words.day(on)}
          </span>
        ))}
      </div>
      {rows.map((row) => {
        const [first] = row;
        if (!first) return null;
        const { provider } = first;
        const today = row.find(({ day }) => day.on === board.today);
        const { presence, said } = today ? doing(today) : { presence: null, said: '' };
        return (
          <div key={provider.id} className={mergeClasses(styles.row, styles.person)}>
            <div className={styles.who}>
              <Avatar name={provider.name} initials={provider.initials} size="small" presence={presence ?? undefined} />
              <span className={styles.words}>
                <span className={styles.name}>{provider.name}</span>
                <span className={styles.quiet}>{said}</span>
              </span>
            </div>
            {row.map((column) => (
              <Cell
                key={column.key}
                column={column}
                model={model}
                items={items.get(column.key) ?? NOTHING}
                mayAct={stage.mayAct}
                offWords={offWords}
                words={blockWords}
                label={t('columnOf', { name: provider.name, day: words.longDay(column.day.on) })}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}
