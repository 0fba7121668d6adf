// A search box over a list: a loupe, the words, and a key that goes there.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { useControl } from './field';
import { useKey } from './key';
import { tokens } from './tokens';

const useStyles = makeStyles({
  box: { position: 'relative', display: 'block', width: '260px', maxWidth: '100%', flexShrink: 1 },
  icon: {
    position: 'absolute',
    insetInlineStart: '8px',
    top: '50%',
    transform: 'translateY(-50%)',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground3,
    display: 'flex',
  },
  input: { paddingInlineStart: '34px' },
});

interface SearchFieldProps {
  label: string;
  value: string;
  className?: string;
  onChange: (words: string) => void;
}

export function SearchField({ label, value, className, onChange }: SearchFieldProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  useKey('/', () => input.current?.focus());
  return (
    <span className={mergeClasses(styles.box, className)}>
      <span className={styles.icon}>
        <Search20Regular />
      </span>
      <input
        ref={input}
        type="search"
        className={useControl(false, styles.input)}
        aria-label={label}
        title={`${label} (/)`}
        placeholder={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
