// One office colour in, the whole Fluent v9 theme out, light and dark. The ramp has fixed OKLCH lightness steps, so any
// office colour gives nearly the same contrasts; theme.test.ts holds the worst of them above the limits of WCAG AA.
import type { BrandVariants, Theme } from '@fluentui/react-components';
import { toHex, toOklch } from './oklch';
import type { ThemeBase } from './theme-base';

export const HOUSE_COLOUR = '#0b6a87';

/** Lightness of each step, and its chroma as a share of the office colour's. */
const STEPS: Record<keyof BrandVariants, readonly [lightness: number, chroma: number]> = {
  10: [0.17, 0.36],
  20: [0.215, 0.46],
  30: [0.261, 0.55],
  40: [0.306, 0.65],
  50: [0.3495, 0.74],
  60: [0.3946, 0.83],
  70: [0.4387, 0.915],
  80: [0.489, 1],
  90: [0.5408, 1.049],
  100: [0.5997, 1.083],
  110: [0.6591, 1.055],
  120: [0.7195, 0.947],
  130: [0.7805, 0.796],
  140: [0.8403, 0.6],
  150: [0.8991, 0.375],
  160: [0.9544, 0.149],
};

/** Steps between the ramp's, needed for tints. */
const TINTS = {
  lightHover: [0.9291, 0.243],
  darkTint: [0.3036, 0.506],
  darkTintHover: [0.3578, 0.604],
  darkTintLine: [0.4067, 0.675],
  darkOnBrand: [0.1973, 0.31],
} as const;

/** More colourful than this and large areas shout; the office's hue stays its own. */
const CHROMA_MAX = 0.19;

export interface Ramp {
  brand: BrandVariants;
  tints: Record<keyof typeof TINTS, string>;
}

export function officeRamp(colour: string): Ramp {
  const { chroma, hue } = toOklch(colour);
  const at = ([lightness, share]: readonly [number, number]) =>
    toHex({ lightness, chroma: Math.min(chroma, CHROMA_MAX) * share, hue });
  const brand = Object.fromEntries(Object.entries(STEPS).map(([step, spot]) => [step, at(spot)]));
  const tints = Object.fromEntries(Object.entries(TINTS).map(([name, spot]) => [name, at(spot)]));
  return { brand: brand as unknown as BrandVariants, tints: tints as Ramp['tints'] };
}

/** What we have beyond Fluent's. No office colour changes these, so their values are in global.css. */
interface OwnTokens {
  colorStatusNeutralBackground1: string;
  colorStatusNeutralForeground1: string;
  colorPresenceAvailable: string;
  colorPresenceBusy: string;
  colorPresenceAway: string;
  colorToastBackground: string;
  colorToastForeground: string;
  /** The call area is dark in both modes. */
  stageBackground: string;
  stageTile: string;
  stageForeground: string;
  stageForeground2: string;
  stageControl: string;
  stageDanger: string;
  /** People: five quiet pairs, chosen by name. */
  person1Background: string;
  person1Foreground: string;
  person2Background: string;
  person2Foreground: string;
  person3Background: string;
  person3Foreground: string;
  person4Background: string;
  person4Foreground: string;
  person5Background: string;
  person5Foreground: string;
}

export type OfficeTheme = Theme & OwnTokens;
export type Mode = 'light' | 'dark';

const SHAPE = {
  fontFamilyBase:
    '"Inter", "Segoe UI Variable", "Segoe UI", system-ui, -apple-system, "Roboto", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", "DejaVu Sans Mono", monospace',
  fontWeightRegular: 400,
  fontWeightMedium: 500,
  fontWeightSemibold: 600,
  lineHeightBase400: '24px',
  borderRadiusSmall: '4px',
  borderRadiusMedium: '6px',
  borderRadiusLarge: '8px',
  borderRadiusXLarge: '12px',
  borderRadiusCircular: '10000px',
  durationFaster: '100ms',
  durationNormal: '200ms',
  durationSlow: '300ms',
  curveDecelerateMid: 'cubic-bezier(0,0,0,1)',
} satisfies Partial<Theme>;

function lightColours({ brand, tints }: Ramp) {
  return {
    colorBrandBackground: brand[80],
    colorBrandBackgroundHover: brand[70],
    colorBrandBackgroundPressed: brand[50],
    colorBrandBackground2: brand[160],
    colorBrandBackground2Hover: tints.lightHover,
    colorBrandForeground1: brand[80],
    colorBrandForeground2: brand[70],
    colorBrandForegroundLink: brand[70],
    colorBrandForegroundLinkHover: brand[60],
    colorBrandForegroundLinkPressed: brand[50],
    colorBrandStroke1: brand[80],
    colorBrandStroke2: brand[150],
    colorNeutralForegroundOnBrand: '#ffffff',
    colorNeutralBackground1: '#ffffff',
    colorNeutralBackground1Hover: '#f4f6f7',
    colorNeutralBackground1Pressed: '#e9edef',
    colorNeutralBackground2: '#fafbfb',
    colorNeutralBackground3: '#f4f6f7',
    colorNeutralBackground4: '#edf0f2',
    colorSubtleBackgroundHover: '#edf0f2',
    colorSubtleBackgroundPressed: '#e1e6e8',
    colorNeutralForeground1: '#1b2327',
    colorNeutralForeground2: '#3c474d',
    colorNeutralForeground2Hover: '#1b2327',
    colorNeutralForeground3: '#566268',
    colorNeutralForegroundDisabled: '#8d979c',
    colorNeutralStroke1: '#ccd3d6',
    colorNeutralStroke2: '#e1e6e8',
    colorNeutralStrokeAccessible: '#667277',
    colorStrokeFocus2: '#000000',
    colorStatusSuccessBackground1: '#ebf6ed',
    colorStatusSuccessForeground1: '#0e6027',
    colorStatusSuccessBorder1: '#b3dcbd',
    colorStatusWarningBackground1: '#fff4e0',
    colorStatusWarningForeground1: '#834700',
    colorStatusWarningBorder1: '#f0d09a',
    colorStatusDangerBackground1: '#fdeeee',
    colorStatusDangerForeground1: '#a8131f',
    colorStatusDangerBorder1: '#f0bcbf',
    colorStatusDangerBackground3: '#b71c27',
    shadow2: '0 1px 2px rgb(16 32 40 / 0.06)',
    shadow4: '0 1px 2px rgb(16 32 40 / 0.08), 0 2px 8px rgb(16 32 40 / 0.05)',
    shadow16: '0 2px 4px rgb(16 32 40 / 0.08), 0 12px 32px rgb(16 32 40 / 0.16)',
  } satisfies Partial<OfficeTheme>;
}

function darkColours({ brand, tints }: Ramp) {
  return {
    colorBrandBackground: brand[120],
    colorBrandBackgroundHover: brand[130],
    colorBrandBackgroundPressed: brand[110],
    colorBrandBackground2: tints.darkTint,
    colorBrandBackground2Hover: tints.darkTintHover,
    colorBrandForeground1: brand[130],
    colorBrandForeground2: brand[140],
    colorBrandForegroundLink: brand[130],
    colorBrandForegroundLinkHover: brand[140],
    colorBrandForegroundLinkPressed: brand[120],
    colorBrandStroke1: brand[120],
    colorBrandStroke2: tints.darkTintLine,
    colorNeutralForegroundOnBrand: tints.darkOnBrand,
    colorNeutralBackground1: '#1b2125',
    colorNeutralBackground1Hover: '#232b30',
    colorNeutralBackground1Pressed: '#2a3339',
    colorNeutralBackground2: '#171c1f',
    colorNeutralBackground3: '#111518',
    colorNeutralBackground4: '#252d32',
    colorSubtleBackgroundHover: '#252d32',
    colorSubtleBackgroundPressed: '#2a3339',
    colorNeutralForeground1: '#f2f5f6',
    colorNeutralForeground2: '#d2d9dc',
    colorNeutralForeground2Hover: '#f2f5f6',
    colorNeutralForeground3: '#a7b2b8',
    colorNeutralForegroundDisabled: '#6f7b81',
    colorNeutralStroke1: '#465259',
    colorNeutralStroke2: '#323c41',
    colorNeutralStrokeAccessible: '#9aa6ac',
    colorStrokeFocus2: '#ffffff',
    colorStatusSuccessBackground1: '#12301b',
    colorStatusSuccessForeground1: '#86d69c',
    colorStatusSuccessBorder1: '#245c35',
    colorStatusWarningBackground1: '#3a2a08',
    colorStatusWarningForeground1: '#f3c06b',
    colorStatusWarningBorder1: '#6b4d12',
    colorStatusDangerBackground1: '#3f1619',
    colorStatusDangerForeground1: '#ffa3a5',
    colorStatusDangerBorder1: '#77292e',
    colorStatusDangerBackground3: '#c93a42',
    shadow2: '0 1px 2px rgb(0 0 0 / 0.4)',
    shadow4: '0 1px 2px rgb(0 0 0 / 0.4), 0 2px 8px rgb(0 0 0 / 0.3)',
    shadow16: '0 2px 4px rgb(0 0 0 / 0.4), 0 12px 32px rgb(0 0 0 / 0.6)',
  } satisfies Partial<OfficeTheme>;
}

/** The theme of an office. Without a `base` it has what our own parts need, with one everything of Fluent's. */
export function officeTheme(colour: string, mode: Mode, base: ThemeBase | null = null): Partial<OfficeTheme> {
  const ramp = officeRamp(colour);
  const colours = mode === 'dark' ? darkColours(ramp) : lightColours(ramp);
  return { ...base?.[mode](ramp.brand), ...SHAPE, ...colours };
}
