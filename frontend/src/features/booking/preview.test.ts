// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { previewAnswer } from '../../api/preview';
import type { OfficePage, ServiceSeen } from '../../api/words';
import { officeWith, startPreview } from './preview';

const review = {
  id: 'review',
  name: 'Review',
  duration_minutes: 20,
  price_minor: null,
  durations: [
    { minutes: 20, price_minor: null },
    { minutes: 40, price_minor: null },
  ],
  provider_ids: ['priya'],
} as unknown as ServiceSeen;
const office = { name: 'Maple Street', colour: '#0b6a87', services: [review] } as unknown as OfficePage;

it('lays what is typed over what is saved, and leaves the rest', () => {
  const shown = officeWith(office, { office: { name: 'Elm Road' } });
  expect([shown.name, shown.colour]).toEqual(['Elm Road', '#0b6a87']);
  expect(office.name).toBe('Maple Street');
});

it('shows a service with its new length first and its other lengths after it', () => {
  const [shown] = officeWith(office, { service: { id: 'review', duration_minutes: 30, notice_minutes: 60 } }).services;
  expect(shown?.durations.map(({ minutes }) => minutes)).toEqual([30, 40]);
  expect(shown).not.toHaveProperty('notice_minutes');
});

it('adds a service that is not saved yet, and takes one away that is switched off or hidden', () => {
  const added = officeWith(office, { service: { id: 'new', name: 'First visit', provider_ids: ['priya'] } });
  expect(added.services.map(({ name }) => name)).toEqual(['Review', 'First visit']);
  expect(officeWith(office, { service: { id: 'review', active: false } }).services).toEqual([]);
  expect(officeWith(office, { service: { id: 'review', hidden: true } }).services).toEqual([]);
});

it('asks again when something was typed while the first answer was on its way', async () => {
  await startPreview(new QueryClient());
  let arrive: (times: string) => void = () => undefined;
  const answers = [new Promise<string>((resolve) => (arrive = resolve)), Promise.resolve('as typed')];
  const times = previewAnswer()?.({ method: 'GET', path: '/offices/maple-street/slots', query: {}, body: {} }, () =>
    Promise.resolve(answers.shift()),
  );
  const data = { type: 'frontdesk.preview', office: { name: 'Elm Road' } };
  window.dispatchEvent(new MessageEvent('message', { origin: window.location.origin, source: window, data }));
  arrive('as saved');
  expect(await times).toBe('as typed');
});
