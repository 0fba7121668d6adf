import { readFileSync } from 'node:fs';
import { createLightTheme } from '@fluentui/react-components';
import { describe, expect, it } from 'vitest';
import { darkBase, lightBase } from './fluent-styles';
import { contrast, toHex, toOklch } from './oklch';
import { HOUSE_COLOUR, type Mode, type OfficeTheme, officeRamp, officeTheme } from './theme';

/** The ramp of the house colour, as the designers drew it. */
const DRAWN = {
  10: '#011219',
  20: '#011d27',
  30: '#012935',
  40: '#003545',
  50: '#014154',
  60: '#024e64',
  70: '#045b74',
  80: '#0b6a87',
  90: '#1a7a98',
  100: '#2e8cac',
  110: '#479ebe',
  120: '#65b0cd',
  130: '#84c2da',
  140: '#a5d3e5',
  150: '#c7e3ef',
  160: '#e7f2f7',
};

const channels = (hex: string) => [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));

describe('the ramp', () => {
  it('turns the house colour into the drawn ramp, within three of 255 a channel', () => {
    const { brand } = officeRamp(HOUSE_COLOUR);
    for (const [step, drawn] of Object.entries(DRAWN)) {
      const made = brand[Number(step) as keyof typeof brand];
      channels(made).forEach((value, index) => {
        expect(Math.abs(value - (channels(drawn)[index] ?? 0)), `${step}: ${made} for ${drawn}`).toBeLessThanOrEqual(3);
      });
    }
  });

  it('refuses what is not a colour', () => {
    expect(() => officeRamp('petrol')).toThrow(RangeError);
  });
});

/** The table of the design: foreground, background, and the ratio it must keep. */
type Pair = readonly [keyof OfficeTheme, keyof OfficeTheme, light: number, dark: number];
const TABLE: readonly Pair[] = [
  ['colorNeutralForeground1', 'colorNeutralBackground1', 15.9, 14.9],
  ['colorNeutralForeground2', 'colorNeutralBackground1', 9.5, 11.4],
  ['colorNeutralForeground3', 'colorNeutralBackground1', 6.3, 7.5],
  ['colorNeutralForeground3', 'colorNeutralBackground3', 5.8, 8.5],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackground', 6.1, 7.5],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackgroundHover', 7.6, 9.3],
  ['colorBrandForeground1', 'colorNeutralBackground1', 6.1, 8.3],
  ['colorBrandForegroundLink', 'colorNeutralBackground1', 7.6, 8.3],
  ['colorBrandForeground2', 'colorBrandBackground2', 6.7, 8.3],
  ['colorStatusSuccessForeground1', 'colorStatusSuccessBackground1', 7.0, 8.3],
  ['colorStatusWarningForeground1', 'colorStatusWarningBackground1', 6.7, 8.3],
  ['colorStatusDangerForeground1', 'colorStatusDangerBackground1', 6.7, 8.2],
  ['colorNeutralStrokeAccessible', 'colorNeutralBackground1', 4.9, 6.5],
];

describe.each(['light', 'dark'] as Mode[])('the %s theme', (mode) => {
  it('keeps the ratios of the design for the house colour', () => {
    const theme = officeTheme(HOUSE_COLOUR, mode);
    for (const [front, back, light, dark] of TABLE) {
      const wanted = mode === 'light' ? light : dark;
      expect(contrast(theme[front] as string, theme[back] as string), `${front} on ${back}`).toBeGreaterThan(
        wanted - 0.25,
      );
    }
  });

  it('keeps text readable for every office colour', () => {
    for (let hue = 0; hue < 360; hue += 15) {
      for (const chroma of [0, 0.06, 0.12, 0.2, 0.3]) {
        for (const lightness of [0.35, 0.6, 0.85]) {
          const colour = toHex({ lightness, chroma, hue });
          const theme = officeTheme(colour, mode);
          for (const [front, back] of TABLE) {
            const ratio = contrast(theme[front] as string, theme[back] as string);
            const limit = front === 'colorNeutralStrokeAccessible' ? 3 : 4.5;
            expect(ratio, `${front} on ${back} for ${colour}`).toBeGreaterThanOrEqual(limit);
          }
        }
      }
    }
  });
});

it('has every token of Fluent once the base is there', () => {
  const base = { light: lightBase, dark: darkBase };
  const theme = officeTheme(HOUSE_COLOUR, 'light', base);
  expect(Object.keys(theme)).toEqual(
    expect.arrayContaining(Object.keys(createLightTheme(officeRamp(HOUSE_COLOUR).brand))),
  );
  expect(theme.colorNeutralForeground1).toBe('#1b2327');
});

it('finds its way from hex to OKLCH and back', () => {
  for (const colour of ['#0b6a87', '#c9303a', '#ffffff', '#000000', '#84c2da'])
    expect(toHex(toOklch(colour))).toBe(colour);
});

it('keeps the ratios of what no office colour changes', () => {
  const css = readFileSync('src/global.css', 'utf8');
  const colourOf = (name: string, mode: Mode) => {
    const value = css.match(new RegExp(`--${name}: ([^;]+);`))?.[1] ?? '';
    const both = value.match(/light-dark\((#\w+), (#\w+)\)/);
    return (both ? both[mode === 'light' ? 1 : 2] : value) ?? '';
  };
  const people = [1, 2, 3, 4, 5].map(
    (number) => [`person${number}Foreground`, `person${number}Background`, 4.5] as const,
  );
  const pairs = [
    ['colorStatusNeutralForeground1', 'colorStatusNeutralBackground1', 8.2],
    ['stageForeground', 'stageBackground', 16.7],
    ['colorToastForeground', 'colorToastBackground', 4.5],
    ...people,
  ] as const;
  for (const [front, back, limit] of pairs) {
    for (const mode of ['light', 'dark'] as const) {
      expect(contrast(colourOf(front, mode), colourOf(back, mode)), `${front}, ${mode}`).toBeGreaterThanOrEqual(limit);
    }
  }
});
