// A page of a route: its code and its texts, fetched side by side when somebody goes there.
import type { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ComponentType } from 'react';
import type { Session } from '../api/words';

interface PageModule {
  default: ComponentType;
  /** For a staff page: ask for what it shows, before it is drawn. */
  askAhead?: (queries: QueryClient, session: Session) => void;
}

export interface LazyPage {
  (): Promise<{ Component: ComponentType }>;
  /** Fetch the code now. Whoever shows the page waits for it, and fetches it again if that failed. */
  begin: () => Promise<PageModule>;
}

export function page(namespaces: readonly string[], load: () => Promise<PageModule>): LazyPage {
  const whole = async () => {
    const [module] = await Promise.all([load(), i18next.loadNamespaces([...namespaces])]);
    return { Component: module.default };
  };
  return Object.assign(whole, { begin: load });
}
