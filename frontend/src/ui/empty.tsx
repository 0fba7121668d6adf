// The two quiet states of a list: nothing there, and not there yet.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Subsection } from './heading';
import { hidden, text } from './text';
import { tokens } from './tokens';

const useStyles = makeStyles({
  empty: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px', padding: '16px 0' },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '32px', lineHeight: 0 },
  text: { ...text.small, color: tokens.colorNeutralForeground2 },
  bone: {
    display: 'block',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground4,
    width: '100%',
  },
  round: { borderRadius: '50%' },
  hidden: { ...hidden },
});

interface EmptyProps {
  /** 32 px, regular. */
  icon: ReactElement;
  title: string;
  /** What comes next. */
  children?: ReactNode;
  /** One outline button. */
  action?: ReactNode;
}

export function Empty({ icon, title, children, action }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <Subsection>{title}</Subsection>
      {children && <p className={styles.text}>{children}</p>}
      {action}
    </div>
  );
}

interface BoneProps {
  width?: string;
  height?: string;
  round?: boolean;
  className?: string;
}

/** One grey shape of a skeleton. Build the final layout from these; nothing shimmers. */
export function Bone({ width, height, round = false, className }: BoneProps) {
  const styles = useStyles();
  const size = { ...(width ? { width } : {}), ...(height ? { height } : {}) };
  return (
    <span className={mergeClasses(styles.bone, round && styles.round, className)} style={size} aria-hidden="true" />
  );
}

/** Around the bones: says once that something is on its way. */
export function Skeleton({ className, children }: { className?: string; children: ReactNode }) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  return (
    <div role="status" className={className}>
      <span className={styles.hidden}>{t('loading')}</span>
      {children}
    </div>
  );
}
