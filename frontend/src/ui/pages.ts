// What a feature tells the application about itself: in its `routes.tsx` the pages below the consumer's shell, below the
// staff shell, and on their own (`pages: FeaturePages`); in its `navigation.tsx` its places in the staff navigation
// (`navigation: NavigationItem[]`). Routes are in everybody's first download: they import nothing but `ui/page`.
import type { FC, ReactElement } from 'react';
import type { RouteObject } from 'react-router';
import type { Role } from '../api/words';

export interface NavigationItem {
  to: string;
  /** A text of `namespace`. */
  label: string;
  namespace: string;
  /** 20 px; regular and, for the page one is on, filled. */
  icon: ReactElement;
  iconOn: ReactElement;
  /** Smaller comes first. */
  order: number;
  /** Who sees it; everybody when left out. */
  roles?: readonly Role[];
  /** Below the item before it, indented, only on wide screens. */
  sub?: boolean;
  /** In the bottom bar of phones, which holds four. */
  inBar?: boolean;
  /** Only this exact address counts as being there. */
  exact?: boolean;
  /** A number beside it, such as who waits. Draw it with `Count`, or nothing. */
  Badge?: FC;
}

/** The `handle` of a staff page that needs the whole window, such as the call: signed in, but without navigation. */
export const WHOLE_WINDOW = { wholeWindow: true } as const;

export interface FeaturePages {
  consumer?: RouteObject[];
  staff?: RouteObject[];
  /** Pages without a shell, such as signing in or the call. */
  plain?: RouteObject[];
}
