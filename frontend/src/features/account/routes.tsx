import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  plain: [{ path: 'sign-in', lazy: page(['account'], () => import('./sign-in')) }],
};
