// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Rich } from './rich';

it('puts marked parts into their elements and leaves the rest', () => {
  const { container } = render(
    <Rich
      text="<b>15:30</b> is gone. Try <near>15:10</near> or <near>16:30</near>."
      tags={{ near: (at) => <i>{at}</i> }}
    />,
  );
  expect(container.innerHTML).toBe('<b>15:30</b> is gone. Try <i>15:10</i> or <i>16:30</i>.');
});

it('shows what looks like a tag in a value as text', () => {
  const { container } = render(<Rich text="Hello <script>alert(1)</script> & < b" />);
  expect(container.querySelector('script')).toBeNull();
  expect(container.textContent).toBe('Hello alert(1) & < b');
});
