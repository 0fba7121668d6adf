// What happened, what was kept, what to do: a bar inside the page.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  Info20Regular,
  Warning20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Live } from '../api/live';
import { tokens } from './tokens';
import { useSpelling } from './use-spelling';
import { spellClock } from './wall';

export type NoticeKind = 'info' | 'ok' | 'warn' | 'bad' | 'quiet';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '12px',
    alignItems: 'flex-start',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    fontSize: '14px',
    lineHeight: '20px',
    '> svg': { width: '20px', height: '20px' },
  },
  body: { flexGrow: 1, minWidth: 0 },
  quiet: { '> svg': { color: tokens.colorNeutralForeground3 } },
  info: {
    backgroundColor: tokens.colorBrandBackground2,
    borderTopColor: tokens.colorBrandStroke2,
    borderRightColor: tokens.colorBrandStroke2,
    borderBottomColor: tokens.colorBrandStroke2,
    borderLeftColor: tokens.colorBrandStroke2,
    '> svg': { color: tokens.colorBrandForeground1 },
  },
  ok: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    borderTopColor: tokens.colorStatusSuccessBorder1,
    borderRightColor: tokens.colorStatusSuccessBorder1,
    borderBottomColor: tokens.colorStatusSuccessBorder1,
    borderLeftColor: tokens.colorStatusSuccessBorder1,
    '> svg': { color: tokens.colorStatusSuccessForeground1 },
  },
  warn: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderTopColor: tokens.colorStatusWarningBorder1,
    borderRightColor: tokens.colorStatusWarningBorder1,
    borderBottomColor: tokens.colorStatusWarningBorder1,
    borderLeftColor: tokens.colorStatusWarningBorder1,
    '> svg': { color: tokens.colorStatusWarningForeground1 },
  },
  bad: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    borderTopColor: tokens.colorStatusDangerBorder1,
    borderRightColor: tokens.colorStatusDangerBorder1,
    borderBottomColor: tokens.colorStatusDangerBorder1,
    borderLeftColor: tokens.colorStatusDangerBorder1,
    '> svg': { color: tokens.colorStatusDangerForeground1 },
  },
});

const ICONS: Record<NoticeKind, ReactElement> = {
  info: <Info20Regular />,
  ok: <CheckmarkCircle20Filled />,
  warn: <Warning20Regular />,
  bad: <DismissCircle20Filled />,
  quiet: <ArrowSync20Regular />,
};

interface NoticeProps {
  kind?: NoticeKind;
  icon?: ReactElement;
  /** `alert` interrupts, `status` waits; leave out for what was there from the start. */
  role?: 'alert' | 'status';
  className?: string;
  children: ReactNode;
}

export function Notice({ kind = 'info', icon, role, className, children }: NoticeProps) {
  const styles = useStyles();
  return (
    <div role={role} className={mergeClasses(styles.bar, styles[kind], className)}>
      {icon ?? ICONS[kind]}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** One grey line while the live stream is lost; nothing otherwise. */
export function OfflineNotice({ live, timeZone }: { live: Live; timeZone?: string }) {
  const { t } = useTranslation('common');
  const locale = useSpelling();
  if (live.state !== 'lost') return null;
  return (
    <Notice kind="quiet" role="status">
      {live.lastSeenAt === null
        ? t('offline.never')
        : t('offline.since', { time: spellClock(live.lastSeenAt, timeZone, locale) })}
    </Notice>
  );
}
