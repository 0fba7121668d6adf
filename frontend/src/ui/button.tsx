// Buttons and links that look like buttons. One `primary` per screen, named by its act. Heights follow the density:
// consumers 44 px; staff 32 (`large`: 40), on phones 44.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ComponentProps, forwardRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useDensity } from './density';
import { Key } from './key';
import { screen } from './screen';
import { Spinner } from './spinner';
import { tokens } from './tokens';

export type ButtonKind = 'primary' | 'outline' | 'subtle' | 'danger';

interface Looks {
  kind?: ButtonKind;
  /** Staff only: the main act of a card. */
  size?: 'normal' | 'large' | 'small';
  full?: boolean;
  icon?: ReactNode;
  /** The key that does the same; shown inside. */
  keyHint?: string;
  iconAfter?: ReactNode;
}

const useStyles = makeStyles({
  base: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    minWidth: 0,
    maxWidth: 'none',
    minHeight: '44px',
    padding: '0 20px',
    borderRadius: tokens.borderRadiusMedium,
    border: '1px solid transparent',
    fontFamily: tokens.fontFamilyBase,
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.006em',
    textDecorationLine: 'none',
    textAlign: 'center',
    flexShrink: 0,
    [screen.notPhone]: { whiteSpace: 'nowrap' },
    cursor: 'pointer',
    transitionProperty: 'background-color, border-color',
    transitionDuration: tokens.durationFaster,
  },
  staff: {
    minHeight: '32px',
    padding: '0 12px',
    fontSize: '14px',
    lineHeight: '20px',
    gap: '6px',
    whiteSpace: 'nowrap',
    [screen.phone]: { minHeight: '44px' },
  },
  staffLarge: { minHeight: '40px', padding: '0 20px', [screen.phone]: { minHeight: '44px' } },
  small: { minHeight: '40px', padding: '0 12px', fontSize: '14px', lineHeight: '20px' },
  full: { width: '100%' },
  primary: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    borderTopColor: 'transparent',
    borderRightColor: 'transparent',
    borderBottomColor: 'transparent',
    borderLeftColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorBrandBackgroundHover, color: tokens.colorNeutralForegroundOnBrand },
    ':hover:active': {
      backgroundColor: tokens.colorBrandBackgroundPressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
  outline: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    borderTopColor: tokens.colorNeutralStroke1,
    borderRightColor: tokens.colorNeutralStroke1,
    borderBottomColor: tokens.colorNeutralStroke1,
    borderLeftColor: tokens.colorNeutralStroke1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1 },
    ':hover:active': { backgroundColor: tokens.colorNeutralBackground1Pressed, color: tokens.colorNeutralForeground1 },
  },
  danger: {
    backgroundColor: 'transparent',
    color: tokens.colorStatusDangerForeground1,
    borderTopColor: tokens.colorNeutralStroke1,
    borderRightColor: tokens.colorNeutralStroke1,
    borderBottomColor: tokens.colorNeutralStroke1,
    borderLeftColor: tokens.colorNeutralStroke1,
    ':hover': { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground1,
      color: tokens.colorStatusDangerForeground1,
    },
  },
  subtle: {
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightMedium,
    padding: '0 12px',
    borderTopColor: 'transparent',
    borderRightColor: 'transparent',
    borderBottomColor: 'transparent',
    borderLeftColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ':hover:active': { backgroundColor: tokens.colorSubtleBackgroundPressed, color: tokens.colorNeutralForeground1 },
  },
  subtleStaff: { padding: '0 8px' },
  iconOnly: { width: '44px', padding: 0 },
  iconOnlyStaff: { width: '32px', padding: 0, [screen.phone]: { width: '44px' } },
  disabled: {
    color: tokens.colorNeutralForegroundDisabled,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTopColor: tokens.colorNeutralStroke2,
    borderRightColor: tokens.colorNeutralStroke2,
    borderBottomColor: tokens.colorNeutralStroke2,
    borderLeftColor: tokens.colorNeutralStroke2,
    cursor: 'not-allowed',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForegroundDisabled },
    ':hover:active': { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForegroundDisabled },
  },
  bare: {
    backgroundColor: 'transparent',
    borderTopColor: 'transparent',
    borderRightColor: 'transparent',
    borderBottomColor: 'transparent',
    borderLeftColor: 'transparent',
  },
  icon: { display: 'inline-flex', width: '20px', height: '20px', fontSize: '20px' },
});

function useLooks(looks: Looks & { iconOnly: boolean; disabled?: boolean; className?: string | undefined }): string {
  const styles = useStyles();
  const staff = useDensity() === 'staff';
  const { kind = 'outline', size = 'normal', full, iconOnly, disabled, className } = looks;
  return mergeClasses(
    styles.base,
    staff && styles.staff,
    size === 'small' && !staff && styles.small,
    staff && size === 'large' && styles.staffLarge,
    styles[kind],
    kind === 'subtle' && staff && size !== 'large' && styles.subtleStaff,
    iconOnly && (staff ? styles.iconOnlyStaff : styles.iconOnly),
    full && styles.full,
    disabled && styles.disabled,
    disabled && kind === 'subtle' && styles.bare,
    className,
  );
}

function Inside({
  icon,
  iconAfter,
  keyHint,
  children,
}: Pick<Looks, 'icon' | 'iconAfter' | 'keyHint'> & { children?: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      {icon && <span className={styles.icon}>{icon}</span>}
      {children}
      {iconAfter && <span className={styles.icon}>{iconAfter}</span>}
      {keyHint && <Key>{keyHint}</Key>}
    </>
  );
}

export interface ButtonProps extends Looks, Omit<ComponentProps<'button'>, 'size' | 'ref'> {
  /** The act is under way: a spinner, and pressing again does nothing. */
  busy?: boolean;
}

/** A button in our sizes. `disabled` keeps it focusable, so that its reason can be read. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  {
    kind,
    size,
    full,
    icon,
    iconAfter,
    keyHint,
    busy = false,
    disabled = false,
    className,
    children,
    onClick,
    type = 'button',
    ...rest
  },
  ref,
) {
  const iconOnly = !children && Boolean(icon);
  const classes = useLooks({ kind, size, full, iconOnly, disabled, className } as Parameters<typeof useLooks>[0]);
  const idle = busy || disabled;
  return (
    <button
      {...rest}
      ref={ref}
      // A press that does nothing must not send a form either.
      type={idle ? 'button' : type}
      className={classes}
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      onClick={idle ? undefined : onClick}
    >
      <Inside icon={busy ? <Spinner /> : icon} iconAfter={iconAfter} keyHint={keyHint}>
        {children}
      </Inside>
    </button>
  );
});

export interface ButtonLinkProps extends Looks, Omit<ComponentProps<'a'>, 'href' | 'ref'> {
  /** A page of ours. */
  to?: string;
  /** Anything else: a file, a phone number. */
  href?: string;
  replace?: boolean;
}

export function ButtonLink({
  kind,
  size,
  full,
  icon,
  iconAfter,
  keyHint,
  to,
  href,
  replace,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  const iconOnly = !children && Boolean(icon);
  const classes = useLooks({ kind, size, full, iconOnly, className } as Parameters<typeof useLooks>[0]);
  const inside = (
    <Inside icon={icon} iconAfter={iconAfter} keyHint={keyHint}>
      {children}
    </Inside>
  );
  if (to !== undefined) {
    return (
      <Link {...rest} to={to} replace={replace ?? false} className={classes}>
        {inside}
      </Link>
    );
  }
  return (
    <a {...rest} href={href} className={classes}>
      {inside}
    </a>
  );
}
