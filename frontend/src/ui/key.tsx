// Keys: the hint in a button, and the hook that listens. Single keys never act in a text field and can be switched off.
import { makeStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { tokens } from './tokens';

const useStyles = makeStyles({
  key: {
    display: 'inline-grid',
    placeItems: 'center',
    minWidth: '20px',
    height: '20px',
    padding: '0 5px',
    borderRadius: tokens.borderRadiusSmall,
    border: '1px solid color-mix(in srgb, currentColor 35%, transparent)',
    fontSize: '11px',
    lineHeight: 1,
    fontWeight: tokens.fontWeightMedium,
    '@media (hover: none)': { display: 'none' },
  },
});

/** A drawn key, such as A or Ctrl. Hidden where there is no keyboard to expect. */
export function Key({ children }: { children: ReactNode }) {
  return (
    <span className={useStyles().key} aria-hidden="true">
      {children}
    </span>
  );
}

const SWITCH = 'frontdesk.keys';

export function keysAreOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

export function switchKeys(on: boolean): void {
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]');
}

/** Act on a single key, such as 'a' or 'A' (with Shift), while the component is there and `on` is true. */
export function useKey(key: string, act: () => void, on = true): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!on) return;
    function heard(event: KeyboardEvent) {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.defaultPrevented || !keysAreOn() || isWriting(event.target)) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], [role="alertdialog"]')) return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [key, on]);
}
