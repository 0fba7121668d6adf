// Words for readers of screens when something changes without them: quietly ("polite") or at once ("assertive").
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { hidden } from './text';

type Urgency = 'polite' | 'assertive';
type Heard = (text: string, urgency: Urgency) => void;

let heard: Heard | null = null;

export function announce(text: string, urgency: Urgency = 'polite'): void {
  heard?.(text, urgency);
}

const useStyles = makeStyles({ hidden: { ...hidden } });

/** Once, at the root. */
export function LiveRegion() {
  const styles = useStyles();
  const [said, setSaid] = useState<Record<Urgency, { text: string; turn: number }>>({
    polite: { text: '', turn: 0 },
    assertive: { text: '', turn: 0 },
  });
  useEffect(() => {
    heard = (text, urgency) =>
      setSaid((before) => ({ ...before, [urgency]: { text, turn: before[urgency].turn + 1 } }));
    return () => {
      heard = null;
    };
  }, []);
  return (
    <div className={styles.hidden}>
      {/* A new key makes the same words be said again. */}
      <div aria-live="polite">
        <span key={said.polite.turn}>{said.polite.text}</span>
      </div>
      <div aria-live="assertive">
        <span key={said.assertive.turn}>{said.assertive.text}</span>
      </div>
    </div>
  );
}
