// A panel at the end of the page for a form or for details: title, body, and acts that stay in sight. Staff pages only.
import {
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { text } from './text';
import { tokens } from './tokens';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  form: { display: 'contents' },
  body: { ...text.small, display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '24px' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: '8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '12px',
  },
});

interface SidePanelProps {
  title: string;
  wide?: boolean;
  /** At the foot, such as a button that sends. */
  acts?: ReactNode;
  onSend?: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function SidePanel({ title, wide = false, acts, onSend, onClose, children }: SidePanelProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  function send(event: FormEvent) {
    event.preventDefault();
    onSend?.();
  }
  return (
    <OverlayDrawer
      open
      position="end"
      size={wide ? 'large' : 'medium'}
      className={styles.drawer}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <form className={styles.form} onSubmit={send} noValidate>
        <DrawerHeader>
          <DrawerHeaderTitle
            action={<Button kind="subtle" icon={<Dismiss20Regular />} aria-label={t('close')} onClick={onClose} />}
          >
            {title}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody className={styles.body}>{children}</DrawerBody>
        {acts && <DrawerFooter className={styles.foot}>{acts}</DrawerFooter>}
      </form>
    </OverlayDrawer>
  );
}
