import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  staff: [{ path: 'office/calendar', lazy: page(['calendar'], () => import('./calendar-page')) }],
};
