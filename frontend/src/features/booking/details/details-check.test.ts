import { expect, it } from 'vitest';
import type { Details } from '../draft';
import { checkDetails, checkForm, fieldOf, idOf } from './details-check';

const casey: Details = {
  name: 'Casey Morgan',
  email: 'casey.morgan@example.com',
  phone: '+44 7700 900417',
  smsConsent: true,
  forOther: false,
  attendee: '',
  guests: [],
  agreed: null,
};

it('finds nothing wrong with whole details, or without a number and without SMS', () => {
  expect(checkDetails(casey)).toEqual({});
  expect(checkDetails({ ...casey, phone: '', smsConsent: false })).toEqual({});
});

it('names each field that misses something', () => {
  expect(checkDetails({ ...casey, name: ' ', email: '', phone: '' })).toEqual({
    name: 'details.nameMissing',
    email: 'details.emailMissing',
    phone: 'details.phoneMissing',
  });
  expect(checkDetails({ ...casey, email: 'casey@example' }).email).toBe('details.emailWrong');
  expect(checkDetails({ ...casey, phone: '07700' }).phone).toBe('details.phoneWrong');
  expect(checkDetails({ ...casey, phone: 'ask my mother' }).phone).toBe('details.phoneWrong');
});

it('reads the server’s names of fields', () => {
  expect(fieldOf('consumer.phone')).toBe('phone');
  expect(fieldOf('email')).toBe('email');
  expect(fieldOf('guests.0.name')).toBe('guests.0.name');
  expect(idOf('guests.0.name')).toBe('details-guests-0-name');
});

it('asks for the name of whoever is seen, and of each guest', () => {
  expect(checkDetails({ ...casey, forOther: true }).attendee_name).toBe('other.nameMissing');
  expect(checkDetails({ ...casey, attendee: '' })).toEqual({});
  const guests = [
    { name: 'Alex', email: '' },
    { name: '', email: 'jo' },
  ];
  expect(checkDetails({ ...casey, guests })).toEqual({
    'guests.1.name': 'guests.nameMissing',
    'guests.1.email': 'details.emailWrong',
  });
});

it('asks to agree to the wording that holds now', () => {
  const consent = { version: 2, text: 'We keep what you write for ten years.' };
  const asked = { questions: [], answers: {}, consent, needsPhone: false };
  expect(checkForm({ ...casey, agreed: 1 }, asked)).toEqual({ consent: 'consent.missing' });
  expect(checkForm({ ...casey, agreed: 2 }, asked)).toEqual({});
  expect(checkForm(casey, { ...asked, consent: null })).toEqual({});
});

it('asks for a number where the code comes by SMS', () => {
  const asked = { questions: [], answers: {}, consent: null, needsPhone: true };
  expect(checkForm({ ...casey, phone: '', smsConsent: false }, asked)).toEqual({ phone: 'details.phoneMissing' });
});
