// Chips: always an icon and a word, often a number; the tint alone says nothing.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Alert16Filled,
  ArrowForward16Regular,
  CalendarCancel16Regular,
  CalendarLtr16Regular,
  Checkmark16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  DismissCircle16Filled,
  Hourglass16Regular,
  PersonClock16Regular,
  Prohibited16Regular,
  QuestionCircle16Regular,
  Send16Regular,
  Timer16Regular,
  Video16Filled,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
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

const STATES = {
  booked: ['brand', <CalendarLtr16Regular key="i" />],
  requested: ['outline', <QuestionCircle16Regular key="i" />],
  held: ['outline', <Timer16Regular key="i" />],
  waiting: ['warn', <Hourglass16Regular key="i" />],
  admitted: ['brand', <Video16Filled key="i" />],
  in_visit: ['brand', <Video16Filled key="i" />],
  completed: ['ok', <CheckmarkCircle16Filled key="i" />],
  ended: ['neutral', <Checkmark16Regular key="i" />],
  no_show: ['bad', <PersonClock16Regular key="i" />],
  provider_no_show: ['bad', <PersonClock16Regular key="i" />],
  missed: ['neutral', <Clock16Regular key="i" />],
  cancelled: ['bad', <CalendarCancel16Regular key="i" />],
  cancelled_by_consumer: ['neutral', <Prohibited16Regular key="i" />],
  declined: ['neutral', <Prohibited16Regular key="i" />],
  expired: ['neutral', <Clock16Regular key="i" />],
  planned: ['outline', <Clock16Regular key="i" />],
  sending: ['brand', <Send16Regular key="i" />],
  accepted: ['brand', <Checkmark16Regular key="i" />],
  delivered: ['ok', <CheckmarkCircle16Filled key="i" />],
  failed: ['bad', <DismissCircle16Filled key="i" />],
  skipped: ['neutral', <ArrowForward16Regular key="i" />],
  message_cancelled: ['neutral', <Prohibited16Regular key="i" />],
} as const satisfies Record<string, readonly [Tint, ReactElement]>;

export type ChipState = keyof typeof STATES;

/** The state of an appointment, a visit or a message, in its colour, icon and word. */
export function StateChip({ state }: { state: ChipState }) {
  const { t } = useTranslation('common');
  const [tint, icon] = STATES[state];
  return (
    <Chip tint={tint} icon={icon}>
      {t(`state.${state}`)}
    </Chip>
  );
}

const WAITS = {
  early: ['brand', <Clock16Regular key="i" />],
  just_came: ['brand', <Clock16Regular key="i" />],
  waiting: ['warn', <Hourglass16Regular key="i" />],
  long: ['bad', <Alert16Filled key="i" />],
} as const satisfies Record<string, readonly [Tint, ReactElement]>;

/** How long somebody has waited: "Waiting, 9 min". The server says which of the four it is. */
export function WaitChip({ wait, minutes }: { wait: keyof typeof WAITS; minutes: number }) {
  const { t } = useTranslation('common');
  const [tint, icon] = WAITS[wait];
  return (
    <Chip tint={tint} icon={icon}>
      {t(`wait.${wait}`, { minutes })}
    </Chip>
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
