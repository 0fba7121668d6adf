// A panel at the side of the board.
import { DrawerBody, DrawerHeader, DrawerHeaderTitle, makeStyles, OverlayDrawer } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { text } from '../../ui/text';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  body: { ...text.small, display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '24px' },
});

interface PanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({ title, onClose, children }: PanelProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  return (
    <OverlayDrawer
      open
      position="end"
      size="small"
      className={styles.drawer}
      style={{ width: '400px' }}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button kind="subtle" icon={<Dismiss20Regular />} aria-label={t('close')} onClick={onClose} />}
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </OverlayDrawer>
  );
}
