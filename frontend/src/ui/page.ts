// A page of a route: its code and its texts, fetched side by side when somebody goes there.
import i18next from 'i18next';
import type { ComponentType } from 'react';

export function page(namespaces: readonly string[], load: () => Promise<{ default: ComponentType }>) {
  return async () => {
    const [module] = await Promise.all([load(), i18next.loadNamespaces([...namespaces])]);
    return { Component: module.default };
  };
}
