// At the foot of a settings form while something differs from what is saved.
import { makeStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { screen } from '../../ui/screen';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 3,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    margin: '20px -24px -32px',
    padding: '12px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { margin: '12px -12px 0', padding: '8px 12px', bottom: '64px' },
  },
  words: { flexGrow: 1, fontWeight: tokens.fontWeightSemibold },
});

interface SaveBarProps {
  words: ReactNode;
  act: string;
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

export function SaveBar({ words, act, busy, onSave, onDiscard }: SaveBarProps) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  useEffect(() => {
    function heard(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      onSave();
    }
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [onSave]);
  return (
    <div className={styles.bar}>
      <span className={styles.words} role="status">
        {words}
      </span>
      <Button onClick={onDiscard}>{t('discard')}</Button>
      <Button kind="primary" keyHint="Ctrl S" busy={busy} onClick={onSave}>
        {act}
      </Button>
    </div>
  );
}
