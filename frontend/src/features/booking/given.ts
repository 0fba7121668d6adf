// What the page's address brings along: answers to questions ("?q.reason=Cough").
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { readDraft, useDraft } from './draft';

const PREFIX = 'q.';

/** What the address answers, by question id: "?q.reason=Cough&q.since=2026-11-20". */
export function answersInAddress(address: URLSearchParams): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const name of new Set(address.keys())) {
    if (name.startsWith(PREFIX)) found[name.slice(PREFIX.length)] = address.getAll(name);
  }
  return found;
}

/** Keeps what the page's address answers, as long as the tab is open: the steps in between drop it from the address. */
export function useGiven(office: string): void {
  const [address] = useSearchParams();
  const [, change] = useDraft(office);
  useEffect(() => {
    const given = answersInAddress(address);
    if (Object.keys(given).length) change({ given: { ...readDraft(office).given, ...given } });
  }, [address, office, change]);
}
