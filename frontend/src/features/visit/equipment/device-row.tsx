// One line of the device check: what it is, its state in a word, a detail, its choice, and help below.
import { makeStyles } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  CircleHint16Regular,
  DismissCircle16Filled,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { Chip, type Tint } from '../../../ui/chip';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: '0 16px',
    alignItems: 'center',
    padding: '12px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
    [screen.phone]: { padding: '12px 16px', gap: '0 12px' },
  },
  icon: { color: tokens.colorNeutralForeground2, display: 'inline-flex' },
  name: { ...text.subsection },
  detail: { ...text.small, color: tokens.colorNeutralForeground3, display: 'flex', gap: '8px', flexWrap: 'wrap' },
  wide: { gridColumn: '1 / -1', marginTop: '8px' },
  pick: { gridColumn: '2 / -1' },
});

export type Look = 'works' | 'waiting' | 'none' | 'bad' | 'warn';

const CHIPS: Record<Look, readonly [Tint, ReactElement]> = {
  works: ['ok', <CheckmarkCircle16Filled key="i" />],
  waiting: ['neutral', <CircleHint16Regular key="i" />],
  none: ['neutral', <CircleHint16Regular key="i" />],
  bad: ['bad', <DismissCircle16Filled key="i" />],
  warn: ['warn', <Warning16Filled key="i" />],
};

export function State({ look, children }: { look: Look; children: ReactNode }) {
  const [tint, icon] = CHIPS[look];
  return (
    <Chip tint={tint} icon={icon}>
      {children}
    </Chip>
  );
}

interface RowProps {
  icon: ReactElement;
  name: string;
  state: ReactNode;
  detail: ReactNode;
  /** The choice of one, over the whole width. */
  pick?: ReactNode;
  below?: ReactNode;
}

export function Row({ icon, name, state, detail, pick, below }: RowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <div>
        <p className={styles.name}>{name}</p>
        {detail}
      </div>
      {state}
      {pick && <div className={styles.pick}>{pick}</div>}
      {below && <div className={styles.wide}>{below}</div>}
    </li>
  );
}

/** The quiet line below the name. */
export function Detail({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <p className={useStyles().detail} role={role}>
      {children}
    </p>
  );
}
