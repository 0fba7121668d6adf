import { expect, it } from 'vitest';
import { checkDetails, fieldOf } from './details-check';

const casey = { name: 'Casey Morgan', email: 'casey.morgan@example.com', phone: '+44 7700 900417', smsConsent: true };

it('finds nothing wrong with whole details, or without a number and without SMS', () => {
  expect(checkDetails(casey)).toEqual({});
  expect(checkDetails({ ...casey, phone: '', smsConsent: false })).toEqual({});
});

it('names each field that misses something', () => {
  expect(checkDetails({ name: ' ', email: '', phone: '', smsConsent: true })).toEqual({
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
  expect(fieldOf('hold_secret')).toBeNull();
});
