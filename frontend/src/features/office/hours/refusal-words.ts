// What the server says no to, in the page's words: what happened, what was kept, what to do.
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../../api/problem';

const KNOWN = [
  'seasons_overlap',
  'no_hours_of_their_own',
  'overrides_overlap',
  'overlapping_hours',
  'empty_hours',
  'dates_backwards',
  'dates_out_of_reach',
  'time_off_too_long',
  'not_yours_to_set',
  'affected_changed',
] as const;

/** Null while there is nothing to say. */
export function useRefusalWords(error: unknown): string | null {
  const { t } = useTranslation('hours');
  if (!error) return null;
  const code = codeOf(error);
  const known = KNOWN.find((one) => one === code);
  return t(`refused.${known ?? 'other'}`);
}
