import { expect, it } from 'vitest';
import { tokenIn, tokenOfFragment } from './link';

const TOKEN = 'aB3_-6xYz0123456789Q';

it('finds the link in an address, in a message around it, or alone', () => {
  expect(tokenIn(`https://visits.example/v#${TOKEN}`)).toBe(TOKEN);
  expect(tokenIn(`http://localhost:8000/v/?lang=en#${TOKEN}`)).toBe(TOKEN);
  expect(tokenIn(`Your visit is tomorrow.\nJoin: https://visits.example/v#${TOKEN}.\nSee you`)).toBe(TOKEN);
  expect(tokenIn(`  ${TOKEN}\n`)).toBe(TOKEN);
  expect(tokenIn(`#${TOKEN}`)).toBe(TOKEN);
});

it('finds nothing in what is no link', () => {
  expect(tokenIn('')).toBeNull();
  expect(tokenIn('https://visits.example/book/maple-street')).toBeNull();
  expect(tokenIn('https://visits.example/v#short')).toBeNull();
  expect(tokenIn('020 7946 0142')).toBeNull();
});

it('reads the fragment of the page', () => {
  expect(tokenOfFragment(`#${TOKEN}`)).toBe(TOKEN);
  expect(tokenOfFragment('')).toBeNull();
  expect(tokenOfFragment('#content')).toBeNull();
});
