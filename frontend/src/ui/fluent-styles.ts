// Import this for its effect in any page that draws with Fluent's styled components: it brings all of Fluent's tokens, and
// our colours for those that only Fluent's components use.
import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';
import { provideThemeBase } from './theme-base';

export function lightBase(brand: BrandVariants): Theme {
  return {
    ...createLightTheme(brand),
    colorBrandBackgroundSelected: brand[80],
    colorCompoundBrandBackground: brand[80],
    colorCompoundBrandBackgroundHover: brand[70],
    colorCompoundBrandBackgroundPressed: brand[50],
    colorCompoundBrandForeground1: brand[80],
    colorCompoundBrandForeground1Hover: brand[70],
    colorCompoundBrandStroke: brand[80],
    colorCompoundBrandStrokeHover: brand[70],
    colorCompoundBrandStrokePressed: brand[60],
    colorNeutralForeground1Hover: '#1b2327',
    colorNeutralForeground1Pressed: '#1b2327',
    colorNeutralForeground2Pressed: '#1b2327',
    colorNeutralForeground2BrandHover: brand[80],
    colorNeutralForeground2BrandPressed: brand[70],
    colorNeutralForeground4: '#566268',
    colorNeutralStroke1Hover: '#b3bcc0',
    colorNeutralStroke1Pressed: '#a2acb1',
    colorNeutralStroke3: '#edf0f2',
    colorNeutralStrokeAccessibleHover: '#566268',
    colorNeutralStrokeAccessiblePressed: '#3c474d',
    colorPaletteRedBorder2: '#a8131f',
    colorPaletteRedForeground1: '#a8131f',
    colorPaletteRedForeground3: '#a8131f',
  };
}

export function darkBase(brand: BrandVariants): Theme {
  return {
    ...createDarkTheme(brand),
    colorBrandBackgroundSelected: brand[120],
    colorCompoundBrandBackground: brand[120],
    colorCompoundBrandBackgroundHover: brand[130],
    colorCompoundBrandBackgroundPressed: brand[110],
    colorCompoundBrandForeground1: brand[130],
    colorCompoundBrandForeground1Hover: brand[140],
    colorCompoundBrandStroke: brand[120],
    colorCompoundBrandStrokeHover: brand[130],
    colorCompoundBrandStrokePressed: brand[110],
    colorNeutralForegroundInverted: brand[20],
    colorNeutralForeground1Hover: '#f2f5f6',
    colorNeutralForeground1Pressed: '#f2f5f6',
    colorNeutralForeground2Pressed: '#f2f5f6',
    colorNeutralForeground2BrandHover: brand[130],
    colorNeutralForeground2BrandPressed: brand[120],
    colorNeutralForeground4: '#a7b2b8',
    colorNeutralStroke1Hover: '#58656c',
    colorNeutralStroke1Pressed: '#6f7b81',
    colorNeutralStroke3: '#283136',
    colorNeutralStrokeAccessibleHover: '#a7b2b8',
    colorNeutralStrokeAccessiblePressed: '#d2d9dc',
    colorPaletteRedBorder2: '#ffa3a5',
    colorPaletteRedForeground1: '#ffa3a5',
    colorPaletteRedForeground3: '#ffa3a5',
  };
}

provideThemeBase({ light: lightBase, dark: darkBase });
