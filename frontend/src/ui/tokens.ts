// The theme's CSS variables by name, `tokens.colorBrandBackground` and so on: Fluent's names, typed by Fluent's theme, and
// ours beside them. Fluent's own `tokens` object spells out all 450 and costs every page 5 kB; this one costs a line.
import type { OfficeTheme } from './theme';

export const tokens = new Proxy({} as Readonly<Record<keyof OfficeTheme, string>>, {
  get: (_, name) => `var(--${String(name)})`,
});
