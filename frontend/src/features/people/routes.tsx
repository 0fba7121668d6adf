import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [{ path: 'office/settings/people', lazy: page(['people'], () => import('./people-page')) }],
  plain: [{ path: 'invitation', lazy: page(['people', 'account'], () => import('./invitation-page')) }],
};
