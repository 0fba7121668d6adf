// Whether somebody counts as speaking. Who speaks takes breath, and every change redraws the whole call: so they go on
// counting as speaking for a while after the last sound.
export const PAUSE_MS = 2_000;

export class Speaking {
  private heardAt = Number.NEGATIVE_INFINITY;

  /** Note whether a sound is heard at this moment; answers whether they count as speaking. */
  listen(isHeard: boolean, now: number): boolean {
    if (isHeard) this.heardAt = now;
    return now - this.heardAt < PAUSE_MS;
  }
}
