// "Casey moved to 15:30. 1 SMS goes out in 10 s." Undo. What leaves the house leaves when the toast closes.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './live-region';
import { screen } from './screen';
import { tokens } from './tokens';

export interface Undoable {
  text: string;
  /** Take it back. Left out: the toast only tells. */
  onUndo?: () => void;
  /** The time is over (or another toast came): now it counts. */
  onClose?: () => void;
  seconds?: number;
}

let shown: Undoable | null = null;
const heard = new Set<() => void>();

function show(next: Undoable | null) {
  shown = next;
  for (const tell of heard) tell();
}

export function showToast(toast: Undoable): void {
  const before = shown;
  show(toast);
  before?.onClose?.();
  announce(toast.text);
}

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

const useStyles = makeStyles({
  toast: {
    position: 'fixed',
    insetInlineStart: '24px',
    bottom: '24px',
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    maxWidth: '420px',
    padding: '10px 8px 10px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorToastBackground,
    color: tokens.colorToastForeground,
    fontSize: '14px',
    lineHeight: '20px',
    boxShadow: tokens.shadow16,
    [screen.phone]: { insetInlineStart: '12px', insetInlineEnd: '12px', bottom: '76px', maxWidth: 'none' },
  },
  text: { flexGrow: 1 },
  undo: {
    padding: '4px 8px',
    minHeight: '32px',
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'underline',
    textUnderlineOffset: '3px',
    cursor: 'pointer',
    ':focus-visible': { outlineColor: 'currentColor' },
  },
});

/** Once, in the staff shell. */
export function UndoToast() {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const toast = useSyncExternalStore(subscribe, () => shown);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(
      () => {
        show(null);
        toast.onClose?.();
      },
      (toast.seconds ?? 10) * 1000,
    );
    return () => clearTimeout(timer);
  }, [toast]);
  if (!toast) return null;
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{toast.text}</span>
      {toast.onUndo && (
        <button
          type="button"
          className={styles.undo}
          onClick={() => {
            show(null);
            toast.onUndo?.();
          }}
        >
          {t('undo')}
        </button>
      )}
    </div>
  );
}
