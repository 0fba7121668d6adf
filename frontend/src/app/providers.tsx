// What every page stands on: texts, the query cache, the theme in the office's colour, and the voice for screen readers.
import { FluentProvider, makeStyles } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { useFrame } from '../ui/frame';
import { LiveRegion } from '../ui/live-region';
import { HOUSE_COLOUR, officeTheme } from '../ui/theme';
import { onThemeBase, themeBase } from '../ui/theme-base';
import { tokens } from '../ui/tokens';
import { useMedia } from '../ui/use-media';
import { directionOf } from './i18n';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Reads may be repeated when the trouble is on the way or on the server's side, never when the server said no.
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.isTransient,
      staleTime: 10_000,
    },
    // What changes something is sent once: the person decides about a second time.
    mutations: { retry: false },
  },
});

const useStyles = makeStyles({
  // Also worn by what floats (dialogs, menus), so nothing here may cover the page.
  root: {
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: '16px',
    lineHeight: '24px',
    textAlign: 'start',
  },
  page: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground3 },
});

function themeColour(colour: string | null): string {
  return colour && /^#[0-9a-f]{6}$/i.test(colour) ? colour : HOUSE_COLOUR;
}

export function Providers({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const { i18n } = useTranslation();
  const { colour } = useFrame();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const base = useSyncExternalStore(onThemeBase, themeBase);
  const theme = useMemo(() => officeTheme(themeColour(colour), dark ? 'dark' : 'light', base), [colour, dark, base]);
  return (
    <QueryClientProvider client={queryClient}>
      <FluentProvider theme={theme} dir={directionOf(i18n.language)} className={styles.root}>
        <div className={styles.page}>
          <Suspense fallback={null}>{children}</Suspense>
        </div>
        <LiveRegion />
      </FluentProvider>
    </QueryClientProvider>
  );
}
