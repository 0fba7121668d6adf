import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [{ path: 'office/history', lazy: page(['history'], () => import('./history-page')) }],
};
