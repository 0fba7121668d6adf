// What can be told wrong about the details before asking the server. It has the last word, phone numbers above all.
import type { Details } from './draft';

export type DetailsField = 'name' | 'email' | 'phone';
export type DetailsErrors = Partial<Record<DetailsField, string>>;

/** The text key of what is wrong, per field. */
export function checkDetails({ name, email, phone, smsConsent }: Details): DetailsErrors {
  const wrong: DetailsErrors = {};
  if (!name.trim()) wrong.name = 'details.nameMissing';
  if (!email.trim()) wrong.email = 'details.emailMissing';
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) wrong.email = 'details.emailWrong';
  const digits = phone.replaceAll(/\D/g, '').length;
  if (phone.trim()) {
    if (/[^\d\s()+./-]/.test(phone.trim()) || digits < 7 || digits > 15) wrong.phone = 'details.phoneWrong';
  } else if (smsConsent) wrong.phone = 'details.phoneMissing';
  return wrong;
}

/** The server's name of a field ("consumer.phone") as ours; null for fields this form does not have. */
export function fieldOf(name: string): DetailsField | null {
  const last = name.split('.').at(-1);
  return last === 'name' || last === 'email' || last === 'phone' ? last : null;
}
