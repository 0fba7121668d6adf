// In the visit, keys take Alt: one talks, types and presses keys of the call itself.
import { useEffect, useRef } from 'react';
import { keysAreOn } from '../../../ui/key';

/** `code` is the key's place on the keyboard, such as KeyE: with Alt, some keyboards write another sign. */
export function useAltKey(code: string, act: () => void, on = true): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!on) return;
    function heard(event: KeyboardEvent) {
      if (event.code !== code || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      if (!keysAreOn() || document.querySelector('[role="dialog"][aria-modal="true"], [role="alertdialog"]')) return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [code, on]);
}
