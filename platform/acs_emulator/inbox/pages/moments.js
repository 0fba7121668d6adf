// Moments in the reader's zone and hour habit. "Now" is the emulator's, which a demo may have set to another hour.

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const hourCycle = new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions().hourCycle;
const dayWords = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const hour = hourCycle === "h12" || hourCycle === "h11" ? "numeric" : "2-digit";
const timeWords = new Intl.DateTimeFormat("en-GB", { hour, minute: "2-digit", hourCycle });
const yearOf = (moment) => moment.getFullYear();

let ahead = 0;

/** Take over the emulator's clock. */
export function setClock(serverNow) {
  ahead = new Date(serverNow).getTime() - Date.now();
}

export const now = () => new Date(Date.now() + ahead);

/** Whether the emulator lives at another hour than this computer. */
export const isShifted = () => Math.abs(ahead) > 60_000;

/** "Berlin time", or "UTC". */
export function zoneName() {
  const place = zone.split("/").at(-1).replaceAll("_", " ");
  return /^(UTC|GMT|UCT|Zulu)/.test(place) ? "UTC" : `${place} time`;
}

export const timeOfDay = (moment) => timeWords.format(moment);

export function day(moment) {
  const words = dayWords.format(moment).replace(",", "");
  return yearOf(moment) === yearOf(now()) ? words : `${words} ${yearOf(moment)}`;
}

export const isSameDay = (one, other) => one.toDateString() === other.toDateString();

/** "15:30" today, else "Wed 25 Nov, 15:30". */
export function short(moment) {
  return isSameDay(moment, now()) ? timeOfDay(moment) : `${day(moment)}, ${timeOfDay(moment)}`;
}

/** "Wed 25 Nov, 15:30, Berlin time". */
export const full = (moment) => `${day(moment)}, ${timeOfDay(moment)}, ${zoneName()}`;
