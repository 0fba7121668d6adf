// The call area's Fluent v8 theme: dark in both modes, as our stage is, with the office's colour for what can be pressed.
import { type CallingTheme, darkTheme } from '@azure/communication-react';
import type { PartialTheme } from '@fluentui/react';
import { officeRamp } from '../../../ui/theme';

export function callTheme(colour: string): PartialTheme & CallingTheme {
  const { brand } = officeRamp(colour);
  return {
    isInverted: true,
    // The names on the tiles stand on this, over any picture.
    callingPalette: { ...darkTheme.callingPalette, videoTileLabelBackgroundLight: 'rgba(15, 20, 23, 0.8)' },
    defaultFontStyle: {
      fontFamily: '"Inter", "Segoe UI", system-ui, -apple-system, "Roboto", "Noto Sans", sans-serif',
    },
    palette: {
      themeDarker: brand[160],
      themeDark: brand[150],
      themeDarkAlt: brand[140],
      themePrimary: brand[120],
      themeSecondary: brand[110],
      themeTertiary: brand[90],
      themeLight: brand[60],
      themeLighter: brand[40],
      themeLighterAlt: brand[30],
      black: '#ffffff',
      neutralDark: '#f2f5f6',
      neutralPrimary: '#f2f5f6',
      neutralPrimaryAlt: '#d2d9dc',
      neutralSecondary: '#b4c0c6',
      neutralSecondaryAlt: '#a7b2b8',
      neutralTertiary: '#8d979c',
      neutralTertiaryAlt: '#566268',
      neutralQuaternary: '#46535a',
      neutralQuaternaryAlt: '#3a464d',
      neutralLight: '#323d43',
      neutralLighter: '#2b363c',
      neutralLighterAlt: '#1d262b',
      white: '#0f1417',
    },
  };
}
