// Two or three views of one thing, as one control.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { screen } from '../../../ui/screen';
import { tokens } from '../../../ui/tokens';

const useStyles = makeStyles({
  tabs: {
    display: 'inline-flex',
    padding: '2px',
    gap: '2px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  tab: {
    minHeight: '28px',
    padding: '0 12px',
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: '14px',
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    [screen.phone]: { minHeight: '40px' },
  },
  on: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
  },
});

interface ViewTabsProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

export function ViewTabs<Value extends string>({ label, value, options, onChange }: ViewTabsProps<Value>) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not sit in a line
    <div className={styles.tabs} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={mergeClasses(styles.tab, option.value === value && styles.on)}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
