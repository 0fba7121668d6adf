/** Widths at which layouts change. Consumer pages turn two-columned at `wide`, staff pages as the names say. */
export const screen = {
  phone: '@media (max-width: 639.98px)',
  notPhone: '@media (min-width: 640px)',
  rail: '@media (min-width: 640px) and (max-width: 1023.98px)',
  narrow: '@media (max-width: 959.98px)',
  wide: '@media (min-width: 960px)',
  navigation: '@media (min-width: 1024px)',
  sidePanel: '@media (min-width: 1100px)',
} as const;
