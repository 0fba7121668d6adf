import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [{ path: 'provider', lazy: page(['dashboard'], () => import('./today')) }],
};
