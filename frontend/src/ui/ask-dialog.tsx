// A question before an act that cannot be taken back (by `ask.tsx`), and a dialog that only tells.
import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { screen } from './screen';
import { text } from './text';

const useStyles = makeStyles({
  surface: { maxWidth: '480px', [screen.phone]: { width: 'calc(100vw - 24px)' } },
  title: text.section,
  content: { display: 'flex', flexDirection: 'column', gap: '12px', ...text.small },
  actions: { flexWrap: 'wrap', [screen.phone]: { flexDirection: 'column', alignItems: 'stretch', width: '100%' } },
});

export interface AskProps {
  title: string;
  children: ReactNode;
  /** The act, as on the button: "Cancel the visit". */
  act: string;
  danger?: boolean;
  busy?: boolean;
  /** What stays when one does not. */
  keep: string;
  onAct: () => void;
  onClose: () => void;
}

export function AskDialog({ title, children, act, danger = false, busy = false, keep, onAct, onClose }: AskProps) {
  const styles = useStyles();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onAct();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={styles.content}>{children}</DialogContent>
            <DialogActions className={styles.actions} fluid>
              <Button onClick={onClose}>{keep}</Button>
              <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy}>
                {act}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

type TellProps = Pick<AskProps, 'title' | 'children' | 'onClose'>;

/** A dialog that only tells, such as the list of keys. */
export function TellDialog({ title, children, onClose }: TellProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
