// How long until something, in the words of the page: "3 days", "1 day 5 h", "2 h 41 min", "41 min".

export interface TimeLeft {
  key: 'days' | 'dayHours' | 'hours' | 'hoursMinutes' | 'minutes' | 'moment';
  days: number;
  hours: number;
  minutes: number;
}

/** Minutes are rounded up, so that "1 min" is the last word before it happens. Zero and less is `moment`. */
export function timeLeft(ms: number): TimeLeft {
  const all = Math.max(0, Math.ceil(ms / 60_000));
  const [days, hours, minutes] = [Math.floor(all / 1440), Math.floor((all % 1440) / 60), all % 60];
  const parts = { days, hours, minutes };
  if (days >= 2) return { key: 'days', ...parts };
  if (days === 1) return { key: hours ? 'dayHours' : 'days', ...parts };
  if (hours) return { key: minutes ? 'hoursMinutes' : 'hours', ...parts };
  return { key: minutes ? 'minutes' : 'moment', ...parts };
}
