// On paper the calendar is a list for each date. It is made when somebody prints, and taken away after.
import { type ComponentType, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PrintSheetProps } from './print-sheet';

interface Printing {
  PrintSheet: ComponentType<PrintSheetProps>;
}

let sheet: Printing | null = null;

/** The sheet while the page is printed, otherwise nothing. */
export function usePrinting(): Printing | null {
  const [on, setOn] = useState(false);
  useEffect(() => {
    // Paper does not wait for code: it is here before anybody asks.
    const timer = setTimeout(() => {
      void import('./print-sheet').then((module) => {
        sheet = module;
      });
    }, 1500);
    const media = window.matchMedia('print');
    const begin = () => flushSync(() => setOn(true));
    const end = () => setOn(false);
    const turn = () => (media.matches ? begin() : end());
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    media.addEventListener('change', turn);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      media.removeEventListener('change', turn);
    };
  }, []);
  return on ? sheet : null;
}
