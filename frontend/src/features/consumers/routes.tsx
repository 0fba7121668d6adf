import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [
    { path: 'office/consumers', lazy: page(['consumers'], () => import('./directory-page')) },
    { path: 'office/consumers/:consumerId', lazy: page(['consumers'], () => import('./consumer-page')) },
  ],
};
