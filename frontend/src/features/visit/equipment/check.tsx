// The device check whole: what is the case, the picture, the rows, and the acts that belong to it.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { announce } from '../../../ui/live-region';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { DeviceRows } from './device-rows';
import type { EquipmentSeen } from './equipment';
import { hasTrouble, Preview } from './preview';
import { useEquipment } from './use-equipment';

const useStyles = makeStyles({
  main: {
    maxWidth: '1184px',
    margin: '0 auto',
    padding: '24px 32px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    [screen.phone]: { padding: '12px 16px 0', gap: '12px' },
  },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 9fr) minmax(0, 8fr)',
    gap: '16px 32px',
    alignItems: 'start',
    [screen.narrow]: { display: 'flex', flexDirection: 'column', alignItems: 'stretch' },
  },
  picture: { display: 'flex', flexDirection: 'column', gap: '12px', [screen.narrow]: { order: 0 } },
  pictureLast: { [screen.narrow]: { order: 2 } },
  what: {
    ...text.small,
    color: tokens.colorNeutralForeground3,
    textAlign: 'center',
    [screen.phone]: { textAlign: 'start' },
  },
  side: { display: 'flex', flexDirection: 'column', gap: '16px', [screen.narrow]: { display: 'contents' } },
  rows: { [screen.narrow]: { order: 1 } },
  acts: {
    display: 'flex',
    gap: '12px',
    flexWrap: 'wrap',
    alignItems: 'center',
    [screen.narrow]: { order: 4 },
    [screen.phone]: {
      position: 'sticky',
      bottom: 0,
      zIndex: 3,
      margin: '0 -16px',
      padding: '12px 16px max(12px, env(safe-area-inset-bottom))',
      backgroundColor: tokens.colorNeutralBackground1,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
      '> button': { flexGrow: 1, flexBasis: 0, padding: '0 8px' },
    },
  },
  note: {
    width: '100%',
    ...text.small,
    color: tokens.colorNeutralForeground3,
    [screen.narrow]: { order: 3 },
  },
});

export type CheckState = 'asking' | 'ready' | 'microphoneBlocked' | 'cameraBlocked' | 'bothBlocked' | 'trouble';

/** The one thing to say above everything. */
export function checkState({ camera, microphone }: Pick<EquipmentSeen, 'camera' | 'microphone'>): CheckState {
  const blocked = (state: EquipmentSeen['camera']) => state === 'blocked' || state === 'blockedBySystem';
  if (blocked(camera) && blocked(microphone)) return 'bothBlocked';
  if (blocked(microphone)) return 'microphoneBlocked';
  if (blocked(camera)) return 'cameraBlocked';
  if (hasTrouble(camera) || hasTrouble(microphone)) return 'trouble';
  return camera === 'asking' || microphone === 'asking' || camera === 'idle' || microphone === 'idle'
    ? 'asking'
    : 'ready';
}

interface CheckProps {
  visitId: string;
  /** What is checked for: "Follow-up visit with Dr Priya, …". */
  what: string;
  head: (state: CheckState) => ReactNode;
  /** Above everything but the heading. */
  notices?: ReactNode;
  acts: (state: CheckState) => ReactNode;
  note?: (state: CheckState) => ReactNode;
  after?: ReactNode;
}

export function Check({ visitId, what, head, notices, acts, note, after }: CheckProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const { equipment, seen } = useEquipment();
  const ask = useCallback(() => api.get(`/visits/${visitId}`), [visitId]);
  const state = checkState(seen);
  useEffect(() => void equipment.open(), [equipment]);
  useEffect(() => {
    if (state !== 'asking') announce(t(`check.said.${state}`));
  }, [state, t]);
  const trouble = state !== 'ready' && state !== 'asking';
  return (
    <main className={styles.main}>
      {head(state)}
      {notices}
      <div className={styles.grid}>
        <div className={mergeClasses(styles.picture, trouble && styles.pictureLast)}>
          <Preview />
          <p className={styles.what}>{what}</p>
        </div>
        <div className={styles.side}>
          <DeviceRows ask={ask} className={styles.rows} />
          <div className={styles.acts}>{acts(state)}</div>
          {note && <p className={styles.note}>{note(state)}</p>}
        </div>
      </div>
      {after}
    </main>
  );
}
