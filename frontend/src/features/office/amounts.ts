// Spans of time and money as somebody types them, and as the server keeps them. Pure.

export type Unit = 'minutes' | 'hours' | 'days';

export interface Amount {
  count: string;
  unit: Unit;
}

const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };

/** 1440 as 1 day, 90 as 90 minutes: the largest unit that divides it. */
export function amountOf(minutes: number): Amount {
  for (const unit of ['days', 'hours'] as const) {
    if (minutes > 0 && minutes % MINUTES[unit] === 0) return { count: String(minutes / MINUTES[unit]), unit };
  }
  return { count: String(minutes), unit: minutes === 0 ? 'hours' : 'minutes' };
}

/** A whole number of at least zero as typed, or null. */
export function numberOf(typed: string): number | null {
  return /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null;
}

export function minutesOf({ count, unit }: Amount): number | null {
  const number = numberOf(count);
  return number === null ? null : number * MINUTES[unit];
}

function digitsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    // Not the name of a currency: the field says so.
    return 2;
  }
}

/** "35" or "35,50" in the smallest coin of the currency; null for anything else. */
export function minorOf(price: string, currency: string): number | null {
  const found = /^(\d{1,8})(?:[.,](\d+))?$/.exec(price.trim());
  if (!found) return null;
  const digits = digitsOf(currency);
  const fraction = found[2] ?? '';
  if (fraction.length > digits) return null;
  return Number(found[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
}

export function priceOf(minor: number | null, currency: string | null): string {
  if (minor === null || !currency) return '';
  const digits = digitsOf(currency);
  return minor % 10 ** digits === 0 ? String(minor / 10 ** digits) : (minor / 10 ** digits).toFixed(digits);
}

/** Whether a number is there, and between two others. */
export const within = (value: number | null, least: number, most: number) =>
  value !== null && value >= least && value <= most;
