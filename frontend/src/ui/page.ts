// A page of a route: its code and its texts, fetched side by side when somebody goes there.
import i18next from 'i18next';
import type { ComponentType } from 'react';

export interface LazyPage {
  (): Promise<{ Component: ComponentType }>;
  /** Fetch the code now; it is waited for later, and fetched again then if that failed. */
  begin: () => void;
}

export function page(namespaces: readonly string[], load: () => Promise<{ default: ComponentType }>): LazyPage {
  const whole = async () => {
    const [module] = await Promise.all([load(), i18next.loadNamespaces([...namespaces])]);
    return { Component: module.default };
  };
  return Object.assign(whole, { begin: () => void load().catch(() => undefined) });
}
