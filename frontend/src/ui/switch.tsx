// On or off, at once. A native box that looks like a switch, for a tenth of the weight of Fluent's.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ComponentProps, ReactNode } from 'react';
import { screen } from './screen';
import { tokens } from './tokens';

const useStyles = makeStyles({
  line: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '32px',
    cursor: 'pointer',
    ':has(:disabled)': { cursor: 'default' },
    [screen.phone]: { minHeight: '44px' },
  },
  box: {
    appearance: 'none',
    position: 'relative',
    flexShrink: 0,
    width: '36px',
    height: '20px',
    margin: 0,
    borderRadius: '10px',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    cursor: 'inherit',
    forcedColorAdjust: 'none',
    transitionProperty: 'background-color',
    transitionDuration: tokens.durationFaster,
    '::after': {
      content: '""',
      position: 'absolute',
      top: '2px',
      insetInlineStart: '2px',
      width: '14px',
      height: '14px',
      borderRadius: '50%',
      backgroundColor: tokens.colorNeutralStrokeAccessible,
    },
    ':checked': {
      borderTopColor: tokens.colorBrandBackground,
      borderRightColor: tokens.colorBrandBackground,
      borderBottomColor: tokens.colorBrandBackground,
      borderLeftColor: tokens.colorBrandBackground,
      backgroundColor: tokens.colorBrandBackground,
    },
    ':checked::after': {
      insetInlineStart: 'auto',
      insetInlineEnd: '2px',
      backgroundColor: tokens.colorNeutralForegroundOnBrand,
    },
    ':disabled': { opacity: 0.6 },
  },
});

interface SwitchProps extends Omit<ComponentProps<'input'>, 'ref' | 'type' | 'onChange'> {
  /** Left out where an `aria-label` says it. */
  label?: ReactNode;
  onChange: (on: boolean) => void;
}

export function Switch({ label, checked = false, onChange, className, ...rest }: SwitchProps) {
  const styles = useStyles();
  return (
    <label className={mergeClasses(styles.line, className)}>
      <input
        {...rest}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        className={styles.box}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
