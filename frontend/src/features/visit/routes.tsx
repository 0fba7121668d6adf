import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  consumer: [
    { path: 'visit', lazy: page(['visit'], () => import('./paste-page')) },
    { path: 'v', lazy: page(['visit'], () => import('./link-page')) },
  ],
};
