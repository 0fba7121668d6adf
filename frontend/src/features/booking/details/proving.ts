// Showing that one can be reached: a code is sent to the address, typed in here, and belongs to the hold. Whoever picks
// another time afterwards carries the proof over.
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { ApiProblem, codeOf } from '../../../api/problem';
import type { Hold, OfficePage } from '../../../api/words';
import type { Channel, Details, Proof } from '../draft';

/** How the office wants it; none where it does not ask. */
export function channelsOf({ contact_proof: wanted }: Pick<OfficePage, 'contact_proof'>): Channel[] {
  if (wanted === 'none') return [];
  return wanted === 'either' ? ['email', 'sms'] : [wanted];
}

export function addressFor(channel: Channel, details: Pick<Details, 'email' | 'phone'>): string {
  return (channel === 'email' ? details.email : details.phone).trim();
}

/** Those that somebody can choose from: a text needs a number. */
export function channelsFor(office: OfficePage, details: Details): Channel[] {
  return channelsOf(office).filter((channel) => addressFor(channel, details));
}

interface CodeOnItsWay {
  expires_at: string;
  now: string;
}

export async function sendCode(office: string, hold: Hold, channel: Channel, address: string, locale: string) {
  const sent = await api.post<CodeOnItsWay>(`/offices/${office}/holds/${hold.id}/codes`, {
    secret: hold.secret,
    channel,
    address,
    locale,
  });
  const proof: Proof = {
    hold: { id: hold.id, secret: hold.secret },
    channel,
    address,
    sentAt: sent.now,
    proven: false,
  };
  return proof;
}

/** Whether a code for this very hold and address is on its way, or was confirmed. */
export function isFor(proof: Proof | null, hold: Hold, channel: Channel, address: string): boolean {
  return proof?.hold.id === hold.id && proof.channel === channel && proof.address === address;
}

export function useConfirm(office: string) {
  return useMutation({
    mutationFn: ({ hold, code }: { hold: Hold; code: string }) =>
      api.post(`/offices/${office}/holds/${hold.id}/proof`, { secret: hold.secret, code }),
  });
}

/** Lets what was confirmed with an earlier hold count for this one; false if it does not. */
export async function carryOver(office: string, hold: Hold, proof: Proof | null, details: Details): Promise<boolean> {
  const isOld = proof?.proven && proof.hold.id !== hold.id;
  if (!isOld || addressFor(proof.channel, details) !== proof.address) return false;
  try {
    await api.post(`/offices/${office}/holds/${hold.id}/proof`, { secret: hold.secret, earlier_hold: proof.hold });
    return true;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return false;
  }
}

/** The text key of what is wrong with a code, and what goes into it. */
export function codeTrouble(error: unknown): { key: string; count?: number } {
  const code = codeOf(error);
  if (code === 'wrong_code' && error instanceof ApiProblem) {
    const left = Number(error.extras.tries_left ?? 0);
    return left > 0 ? { key: 'code.wrong', count: left } : { key: 'code.dead' };
  }
  if (code === 'code_dead') return { key: 'code.dead' };
  if (error instanceof ApiProblem && error.status === 429) return { key: 'code.tooMany' };
  return { key: 'trouble' };
}
