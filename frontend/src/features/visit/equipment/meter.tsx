import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { tokens } from '../../../ui/tokens';
import { useLevel } from './use-level';

const BARS = [1, 2, 3, 4, 5] as const;

const useStyles = makeStyles({
  meter: { display: 'inline-flex', gap: '3px', flexShrink: 0 },
  bar: { width: '6px', height: '14px', borderRadius: '2px', backgroundColor: tokens.colorNeutralStroke1 },
  on: { backgroundColor: tokens.colorPresenceAvailable, forcedColorAdjust: 'none' },
  dark: { width: '4px', height: '12px', backgroundColor: 'rgb(255 255 255 / 0.3)' },
  darkOn: { backgroundColor: '#5fd17f', forcedColorAdjust: 'none' },
});

/** Five bars that follow the voice. Decoration: the words beside it say whether the microphone works. */
export function Meter({ track, onPicture = false }: { track: MediaStreamTrack | null; onPicture?: boolean }) {
  const styles = useStyles();
  const lit = Math.round(useLevel(track, BARS.length) * BARS.length);
  return (
    <span className={styles.meter} aria-hidden="true">
      {BARS.map((bar) => (
        <span
          key={bar}
          className={mergeClasses(
            styles.bar,
            onPicture && styles.dark,
            bar <= lit && (onPicture ? styles.darkOn : styles.on),
          )}
        />
      ))}
    </span>
  );
}
