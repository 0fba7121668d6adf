// The map of all pages. Each feature names its own in `features/<name>/routes.tsx`; here they are put below their shells.
import i18next from 'i18next';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { ConsumerShell } from './consumer-shell';
import { ErrorPage, NotFoundPage } from './error-page';
import { features, navigation } from './features';

function all(kind: 'consumer' | 'staff' | 'plain'): RouteObject[] {
  return features.flatMap((pages) => pages[kind] ?? []);
}

/** Menus and the like come with the first staff page; consumers never load them. */
async function staffShell() {
  const [{ StaffShell }] = await Promise.all([
    import('./staff-shell'),
    i18next.loadNamespaces(navigation.map(({ namespace }) => namespace)),
  ]);
  return { Component: StaffShell };
}

export const router = createBrowserRouter([
  {
    ErrorBoundary: ErrorPage,
    HydrateFallback: () => null,
    children: [
      { Component: ConsumerShell, children: [{ ErrorBoundary: ErrorPage, children: all('consumer') }] },
      { lazy: staffShell, children: [{ ErrorBoundary: ErrorPage, children: all('staff') }] },
      ...all('plain'),
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
