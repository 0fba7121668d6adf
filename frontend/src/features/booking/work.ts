// Quiet protection against floods: where very many come at once, the page works a moment for its turn. Nobody is asked
// anything. The browser's own cryptography does it beside the page, so nothing stands still.
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const PATIENCE_MS = 60_000;

/** What is sent along to show that the work is done; null if it could not be done. */
export async function workOff(challenge: Challenge): Promise<string | null> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: PATIENCE_MS });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
