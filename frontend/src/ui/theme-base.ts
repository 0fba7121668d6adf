// Our theme names every token that our own parts use. Fluent's styled components (menus, dialogs, switches …) need all of
// Fluent's; pages that use them import `fluent-styles.ts`, which fills this place. Booking pages go without.
import type { BrandVariants, Theme } from '@fluentui/react-components';

export interface ThemeBase {
  light: (brand: BrandVariants) => Theme;
  dark: (brand: BrandVariants) => Theme;
}

let base: ThemeBase | null = null;
const heard = new Set<() => void>();

export function provideThemeBase(next: ThemeBase): void {
  base = next;
  for (const tell of heard) tell();
}

export function themeBase(): ThemeBase | null {
  return base;
}

export function onThemeBase(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}
