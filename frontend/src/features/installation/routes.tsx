import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [{ path: 'office/settings/installation', lazy: page(['installation'], () => import('./installation-page')) }],
};
