import { expect, it } from 'vitest';
import { findZones } from './zones';

const known = [
  'America/New_York',
  'America/Argentina/Buenos_Aires',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Auckland',
];
const namesFor = (query: string) => findZones(query, ['Europe/London'], known).map(({ zone }) => zone);

it('puts the likely zones on top while nothing is typed, each once', () => {
  expect(namesFor('')).toEqual([
    'Europe/London',
    'America/New_York',
    'America/Argentina/Buenos_Aires',
    'Europe/Berlin',
    'Pacific/Auckland',
  ]);
});

it('finds by city and by region, in any order and without accents', () => {
  expect(namesFor('new york')).toEqual(['America/New_York']);
  expect(namesFor('argentina buenos')).toEqual(['America/Argentina/Buenos_Aires']);
  expect(namesFor('Bérlin')).toEqual(['Europe/Berlin']);
  expect(namesFor('atlantis')).toEqual([]);
});
