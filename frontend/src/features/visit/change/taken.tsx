// The new time went to somebody else just now: nothing has changed, and these are close to it.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../../api/problem';
import type { Slot } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { TextAct } from '../../../ui/text-link';

const useStyles = makeStyles({
  near: { display: 'inline-flex', gap: '4px 12px', flexWrap: 'wrap', marginInlineStart: '4px' },
});

interface TakenProps {
  gone: Slot;
  nearest: readonly Slot[];
  onPick: (slot: Slot) => void;
}

export function Taken({ gone, nearest, onPick }: TakenProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useMomentWords();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to tidy up.
    void notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div ref={notice}>
      <Notice kind="warn" role="alert">
        <Rich text={t(nearest.length ? 'move.takenNear' : 'move.taken', { time: words.start(gone.reader) })} />
        <span className={styles.near}>
          {nearest.map((slot) => (
            <TextAct key={slot.starts_at} onClick={() => onPick(slot)}>
              {slot.reader.date === gone.reader.date ? words.time(slot.reader.time) : words.start(slot.reader)}
            </TextAct>
          ))}
        </span>
      </Notice>
    </div>
  );
}

/** The times that a `slot_taken` problem names. */
export function nearestOf(error: unknown): Slot[] {
  return error instanceof ApiProblem && Array.isArray(error.extras.nearest) ? (error.extras.nearest as Slot[]) : [];
}
