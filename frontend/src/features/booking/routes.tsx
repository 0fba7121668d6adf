import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  consumer: [{ index: true, lazy: page(['booking'], () => import('./welcome')) }],
};
