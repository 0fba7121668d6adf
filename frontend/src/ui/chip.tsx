// The bare chip: always an icon and a word, often a number; the tint alone says nothing. States: `state-chip.tsx`.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { tokens } from './tokens';

export type Tint = 'neutral' | 'brand' | 'ok' | 'warn' | 'bad' | 'outline' | 'filled';

const useStyles = makeStyles({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    height: '24px',
    padding: '0 8px 0 6px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightMedium,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    flexShrink: 0,
  },
  plain: { paddingInlineStart: '8px' },
  big: { height: '32px', fontSize: '14px', lineHeight: '20px', padding: '0 12px 0 8px', gap: '6px' },
  neutral: { backgroundColor: tokens.colorStatusNeutralBackground1, color: tokens.colorStatusNeutralForeground1 },
  brand: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  ok: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  warn: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  outline: { color: tokens.colorStatusNeutralForeground1, boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` },
  filled: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
});

interface ChipProps {
  tint?: Tint;
  icon?: ReactNode;
  big?: boolean;
  className?: string;
  children: ReactNode;
}

export function Chip({ tint = 'neutral', icon, big = false, className, children }: ChipProps) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.chip, !icon && styles.plain, big && styles.big, styles[tint], className)}>
      {icon}
      {children}
    </span>
  );
}

const useCountStyles = makeStyles({
  count: {
    display: 'inline-grid',
    placeItems: 'center',
    minWidth: '20px',
    height: '20px',
    padding: '0 6px',
    borderRadius: '10px',
    fontSize: '12px',
    lineHeight: 1,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  neutral: { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground2 },
  brand: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
  bad: { backgroundColor: tokens.colorStatusDangerBackground3, color: '#ffffff' },
});

/** A number in a pill, as beside "Also waiting". */
export function Count({ tint = 'neutral', children }: { tint?: 'neutral' | 'brand' | 'bad'; children: ReactNode }) {
  const styles = useCountStyles();
  return <span className={mergeClasses(styles.count, styles[tint])}>{children}</span>;
}
