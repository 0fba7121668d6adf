// The map of all pages. Each feature names its own in `features/<name>/routes.tsx`; here they are put below their shells.
//
// Plain routes, not a data router: loading is TanStack Query's, and the difference is 18 kB on every consumer's phone.
import i18next from 'i18next';
import { type ComponentType, lazy, type ReactNode } from 'react';
import { BrowserRouter, matchRoutes, type RouteObject, useRoutes } from 'react-router';
import { sessionQuery } from '../api/session-query';
import type { LazyPage } from '../ui/page';
import { ConsumerShell } from './consumer-shell';
import { ErrorBoundary } from './error-boundary';
import { NotFoundPage } from './error-page';
import { features } from './features';
import { queryClient } from './providers';

/** A page whose code comes when somebody goes there. Until then the page before stays (navigation is a transition). */
function lazily(load: () => Promise<{ Component: ComponentType }>): ReactNode {
  const Page = lazy(async () => ({ default: (await load()).Component }));
  return (
    <ErrorBoundary>
      <Page />
    </ErrorBoundary>
  );
}

/** A feature's routes with their `lazy` pages made elements. */
function withElements(routes: readonly RouteObject[]): RouteObject[] {
  return routes.map(({ children, ...route }) => ({
    ...route,
    ...(typeof route.lazy === 'function' ? { element: lazily(route.lazy as LazyPage) } : {}),
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

const STAFF = 'staff';

const routes: RouteObject[] = [
  { element: <ConsumerShell />, children: all('consumer') },
  { element: lazily(staffShell), id: STAFF, children: all('staff') },
  ...all('plain'),
  { path: '*', element: <NotFoundPage /> },
];

/** Fetch what this address needs now, side by side: frame, page, who is signed in, and then what the page asks for. */
export async function beginPage(): Promise<void> {
  const found = matchRoutes(routes, window.location) ?? [];
  const pages = Promise.all(found.map(({ route }) => (route.lazy as LazyPage | undefined)?.begin()));
  pages.catch(() => undefined); // also when nobody is signed in, and it is not waited for
  const staff = found.some(({ route }) => route.id === STAFF);
  try {
    if (staff) import('./staff-shell').catch(() => undefined);
    const session = staff ? await queryClient.fetchQuery(sessionQuery) : null;
    for (const module of await pages) if (session) module?.askAhead?.(queryClient, session);
  } catch {
    // Whoever shows it asks again, and says what is wrong.
  }
}

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
