// One's own picture before the call, with the two switches on it. Mirrored, as everybody knows themselves.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Eye16Regular,
  Mic20Filled,
  MicOff20Filled,
  Settings20Regular,
  Video20Filled,
  VideoOff20Filled,
} from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { screen } from '../../../ui/screen';
import { hidden, text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import type { DeviceState, InputKind } from './equipment';
import { Meter } from './meter';
import { useEquipment } from './use-equipment';

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    width: '100%',
    aspectRatio: '16 / 10',
    maxHeight: '404px',
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    backgroundColor: tokens.stageTile,
    color: tokens.stageForeground,
    [screen.phone]: { aspectRatio: '16 / 9' },
  },
  video: { display: 'block', width: '100%', height: '100%', objectFit: 'cover', transform: 'scaleX(-1)' },
  nothing: {
    position: 'absolute',
    inset: '0 0 56px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    alignItems: 'center',
    justifyContent: 'center',
    padding: '16px',
    textAlign: 'center',
    color: tokens.stageForeground2,
  },
  label: {
    position: 'absolute',
    top: '12px',
    insetInlineStart: '12px',
    display: 'flex',
    gap: '6px',
    alignItems: 'center',
    padding: '4px 8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'rgb(10 16 20 / 0.78)',
    color: '#ffffff',
    ...text.caption,
    fontWeight: tokens.fontWeightMedium,
  },
  switches: {
    position: 'absolute',
    bottom: '12px',
    insetInline: '8px',
    display: 'flex',
    justifyContent: 'center',
    gap: '8px',
  },
  switch: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    minWidth: '48px',
    minHeight: '44px',
    padding: '0 14px',
    border: '1px solid transparent',
    borderRadius: '22px',
    backgroundColor: 'rgb(10 16 20 / 0.82)',
    color: '#ffffff',
    font: 'inherit',
    fontSize: '14px',
    lineHeight: '20px',
    fontWeight: tokens.fontWeightMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: 'rgb(10 16 20 / 0.95)' },
    ':focus-visible': { outlineColor: '#ffffff', boxShadow: '0 0 0 5px #000000' },
  },
  trouble: { backgroundColor: tokens.stageDanger, ':hover': { backgroundColor: tokens.stageDanger } },
  onlyWide: { [screen.phone]: hidden },
});

function useTrack(track: MediaStreamTrack | null) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  return video;
}

const TROUBLES: readonly DeviceState[] = ['blocked', 'blockedBySystem', 'missing', 'busy', 'failed'];

export function hasTrouble(state: DeviceState): boolean {
  return TROUBLES.includes(state);
}

function Switch({ kind, always }: { kind: InputKind; always: boolean }) {
  const { t } = useTranslation('visit');
  const { equipment, seen } = useEquipment();
  const styles = useStyles();
  const state = seen[kind];
  const works = state === 'works' || state === 'asking';
  const trouble = hasTrouble(state);
  const word = trouble ? t(`device.short.${state}`) : works ? t(`switch.${kind}.on`) : t(`switch.${kind}.off`);
  const icons =
    kind === 'camera'
      ? [<Video20Filled key="on" />, <VideoOff20Filled key="off" />]
      : [<Mic20Filled key="on" />, <MicOff20Filled key="off" />];
  const metered = kind === 'microphone' && state === 'works';
  return (
    <button
      type="button"
      className={mergeClasses(styles.switch, trouble && styles.trouble)}
      aria-label={t(`switch.${kind}.${trouble ? 'trouble' : works ? 'turnOff' : 'turnOn'}`, { state: word })}
      title={word}
      onClick={() => void (trouble ? equipment.checkAgain() : equipment.turn(kind, !works))}
    >
      {works ? icons[0] : icons[1]}
      {metered ? (
        <Meter track={seen.microphoneTrack} onPicture />
      ) : (
        <span className={always || trouble ? undefined : styles.onlyWide}>{word}</span>
      )}
    </button>
  );
}

interface PreviewProps {
  /** Shows the choice of devices; left out where it is on the page anyway. */
  devices?: { isOpen: boolean; onToggle: () => void };
  /** Instead of picture and switches. */
  children?: ReactNode;
  className?: string | undefined;
}

export function Preview({ devices, children, className }: PreviewProps) {
  const { t } = useTranslation('visit');
  const { seen } = useEquipment();
  const styles = useStyles();
  const video = useTrack(seen.cameraTrack);
  if (children) {
    return (
      <div className={mergeClasses(styles.frame, className)}>
        <div className={styles.nothing} style={{ inset: 0 }}>
          {children}
        </div>
      </div>
    );
  }
  return (
    <div className={mergeClasses(styles.frame, className)}>
      {seen.cameraTrack ? (
        <video ref={video} className={styles.video} autoPlay playsInline muted aria-label={t('preview.alt')} />
      ) : (
        <p className={styles.nothing}>
          <VideoOff20Filled />
          {seen.camera === 'asking' || seen.camera === 'idle' ? t('preview.asking') : t('preview.noPicture')}
        </p>
      )}
      {seen.cameraTrack && (
        <span className={styles.label}>
          <Eye16Regular />
          {t('preview.onlyYou')}
        </span>
      )}
      <div className={styles.switches}>
        <Switch kind="microphone" always={!devices} />
        <Switch kind="camera" always={!devices} />
        {devices && (
          <button
            type="button"
            className={styles.switch}
            aria-expanded={devices.isOpen}
            aria-label={t('preview.devices')}
            onClick={devices.onToggle}
          >
            <Settings20Regular />
            <span className={styles.onlyWide}>{t('preview.devices')}</span>
          </button>
        )}
      </div>
    </div>
  );
}
