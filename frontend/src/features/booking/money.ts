interface Price {
  /** In the smallest coin. */
  price_minor: number | null;
  currency: string | null;
}

/** "£25.00"; null when there is nothing to pay. */
export function spellPrice({ price_minor, currency }: Price, locale: string): string | null {
  if (!price_minor || !currency) return null;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(price_minor / 10 ** digits);
}
