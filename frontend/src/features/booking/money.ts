import type { ServiceSeen } from '../../api/words';

/** "£25.00"; null when there is nothing to pay. */
export function spellPrice(service: Pick<ServiceSeen, 'price_minor' | 'currency'>, locale: string): string | null {
  if (!service.price_minor || !service.currency) return null;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: service.currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(service.price_minor / 10 ** digits);
}
