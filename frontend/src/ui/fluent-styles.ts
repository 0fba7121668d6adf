// Import this for its effect in any page that draws with Fluent's styled components: it brings all of Fluent's tokens.
import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import { provideThemeBase } from './theme-base';

provideThemeBase({ light: createLightTheme, dark: createDarkTheme });
