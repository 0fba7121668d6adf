// The map of all pages. Each feature names its own in `features/<name>/routes.tsx`; here they are put below their shells.
//
// Plain routes, not a data router: loading is TanStack Query's, and the difference is 18 kB on every consumer's phone.
import i18next from 'i18next';
import { type ComponentType, lazy, type ReactNode } from 'react';
import { BrowserRouter, type RouteObject, useRoutes } from 'react-router';
import { ConsumerShell } from './consumer-shell';
import { ErrorBoundary } from './error-boundary';
import { NotFoundPage } from './error-page';
import { features } from './features';

type Load = () => Promise<{ Component: ComponentType }>;

/** A page whose code comes when somebody goes there. Until then the page before stays (navigation is a transition). */
function lazily(load: Load): ReactNode {
  const Page = lazy(async () => ({ default: (await load()).Component }));
  return (
    <ErrorBoundary>
      <Page />
    </ErrorBoundary>
  );
}

/** A feature's routes with their `lazy` pages made elements. */
function withElements(routes: readonly RouteObject[]): RouteObject[] {
  return routes.map(({ lazy: load, children, ...route }) => ({
    ...route,
    ...(typeof load === 'function' ? { element: lazily(load as Load) } : {}),
    ...(children ? { children: withElements(children) } : {}),
  })) as RouteObject[];
}

function all(kind: 'consumer' | 'staff' | 'plain'): RouteObject[] {
  return withElements(features.flatMap((pages) => pages[kind] ?? []));
}

/** Menus and the like come with the first staff page; consumers never load them. */
async function staffShell() {
  const { StaffShell, navigation } = await import('./staff-shell');
  await i18next.loadNamespaces(navigation.map(({ namespace }) => namespace));
  return { Component: StaffShell };
}

const routes: RouteObject[] = [
  { element: <ConsumerShell />, children: all('consumer') },
  { element: lazily(staffShell), children: all('staff') },
  ...all('plain'),
  { path: '*', element: <NotFoundPage /> },
];

function Pages() {
  return useRoutes(routes);
}

export function Router() {
  return (
    <BrowserRouter>
      <ErrorBoundary>
        <Pages />
      </ErrorBoundary>
    </BrowserRouter>
  );
}
