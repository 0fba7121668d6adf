// The free time under the pointer or the keys: a press books it, its question mark says whether it is offered and why not.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Add16Regular, QuestionCircle16Regular } from '@fluentui/react-icons';
import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { stepOf } from './model';
import { useSentences } from './sentences';
import { type Cursor, PIXELS_A_MINUTE, type Stage, serviceOf } from './stage';
import { useStore } from './store';

const useStyles = makeStyles({
  cell: {
    position: 'absolute',
    insetInlineStart: '3px',
    insetInlineEnd: '4px',
    zIndex: 1,
    display: 'flex',
    minHeight: '22px',
    borderRadius: tokens.borderRadiusSmall,
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForeground1,
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightMedium,
    ...text.numbers,
  },
  inCell: { bottom: '1px', height: '22px' },
  act: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    flexGrow: 1,
    padding: '0 5px',
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ...text.truncated,
  },
  why: {
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    cursor: 'help',
    flexShrink: 0,
  },
});

interface FreeCellProps {
  stage: Stage;
  root: HTMLElement | null;
}

export function FreeCell({ stage, root }: FreeCellProps) {
  const cursor = useStore(stage.cursor);
  return cursor && stage.mayAct ? <Free stage={stage} root={root} cursor={cursor} /> : null;
}

function Free({ stage, root, cursor }: FreeCellProps & { cursor: Cursor }) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const say = useSentences(stage.model);
  const { column, startsAt, by } = cursor;
  const box = root?.querySelector(`[data-column="${column.key}"]`);
  const button = useRef<HTMLButtonElement>(null);
  const why = useRef<HTMLButtonElement>(null);
  const service = serviceOf(stage, column.provider.id);
  const minutes = Math.max(stepOf(service), 15);
  // At once, so that the next arrow starts from here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another time of the same column is another stop
  useLayoutEffect(() => {
    if (by !== 'keys') return;
    button.current?.focus();
    button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [by, column.key, startsAt]);
  if (!box) return null;
  const grid = stage.kind === 'grid';
  const top = (column.place(startsAt) - stage.firstMinute) * PIXELS_A_MINUTE;
  return createPortal(
    <div
      data-free=""
      className={mergeClasses(styles.cell, !grid && styles.inCell)}
      style={grid ? { top: `${top}px`, height: `${minutes * PIXELS_A_MINUTE - 2}px` } : {}}
    >
      <button
        ref={button}
        type="button"
        tabIndex={-1}
        className={styles.act}
        aria-label={t('freeCell', { when: say.whole(startsAt, minutes), provider: column.provider.name })}
        onClick={() => stage.onBook(column, startsAt)}
      >
        <Add16Regular /> {say.time(startsAt)}
      </button>
      <button
        ref={why}
        type="button"
        tabIndex={-1}
        className={styles.why}
        aria-label={t('why', { time: say.time(startsAt) })}
        title={t('whyKey')}
        data-why=""
        onClick={() => why.current && stage.onWhy(column, startsAt, why.current)}
      >
        <QuestionCircle16Regular />
      </button>
    </div>,
    box,
  );
}
