import { useEffect } from 'react';

/** Keep the screen awake while the component is there. Browsers that cannot, or will not on an empty battery, let it sleep. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let isHere = true;
    async function hold() {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (!isHere) await lock.release();
      } catch {
        // Refused (low battery, a hidden page): the page works the same, only darker.
        lock = null;
      }
    }
    void hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      isHere = false;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}
