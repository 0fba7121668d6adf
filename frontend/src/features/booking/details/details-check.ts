// What can be told wrong about the details before asking the server. It has the last word, phone numbers above all.
import type { ConsentAsked, Question } from '../../../api/words';
import type { Details } from '../draft';
import { type Answers, checkAnswers } from './answers';

/** By field, in the server's names without "consumer.": "phone", "attendee_name", "guests.0.name", "intake.reason". */
export type DetailsErrors = Readonly<Record<string, string>>;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function checkPhone(phone: string, needed: boolean): string | null {
  if (!phone.trim()) return needed ? 'details.phoneMissing' : null;
  const digits = phone.replaceAll(/\D/g, '').length;
  return /[^\d\s()+./-]/.test(phone.trim()) || digits < 7 || digits > 15 ? 'details.phoneWrong' : null;
}

/** The text key of what is wrong, per field. */
export function checkDetails(details: Details, needsPhone = false): DetailsErrors {
  const { name, email, phone, smsConsent, forOther, attendee, guests } = details;
  const wrong: Record<string, string> = {};
  if (!name.trim()) wrong.name = 'details.nameMissing';
  if (!email.trim()) wrong.email = 'details.emailMissing';
  else if (!EMAIL.test(email.trim())) wrong.email = 'details.emailWrong';
  const phoneWrong = checkPhone(phone, smsConsent || needsPhone);
  if (phoneWrong) wrong.phone = phoneWrong;
  if (forOther && !attendee.trim()) wrong.attendee_name = 'other.nameMissing';
  for (const [place, guest] of guests.entries()) {
    if (!guest.name.trim()) wrong[`guests.${place}.name`] = 'guests.nameMissing';
    if (guest.email.trim() && !EMAIL.test(guest.email.trim())) wrong[`guests.${place}.email`] = 'details.emailWrong';
  }
  return wrong;
}

interface Asked {
  questions: readonly Question[];
  answers: Answers;
  consent: ConsentAsked | null;
  /** The code comes by SMS, and in no other way. */
  needsPhone: boolean;
}

/** The same for the whole form, with the questions and what is agreed to. */
export function checkForm(details: Details, { questions, answers, consent, needsPhone }: Asked): DetailsErrors {
  const wrong: Record<string, string> = { ...checkDetails(details, needsPhone) };
  for (const [id, key] of Object.entries(checkAnswers(questions, answers))) wrong[`intake.${id}`] = key;
  if (consent && details.agreed !== consent.version) wrong.consent = 'consent.missing';
  return wrong;
}

/** The server's name of a field as ours: "consumer.phone" is "phone". */
export function fieldOf(name: string): string {
  return name.replace(/^consumer\./, '');
}

/** The id of the control of a field. */
export function idOf(field: string): string {
  return `details-${field.replaceAll('.', '-')}`;
}
