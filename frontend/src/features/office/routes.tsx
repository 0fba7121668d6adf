import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  plain: [
    { path: 'setup', lazy: page(['setup', 'look', 'hours', 'office', 'preview'], () => import('./setup/setup-page')) },
  ],
  staff: [
    { path: 'office', lazy: page(['office'], () => import('./day-list')) },
    { path: 'office/settings', lazy: page(['office'], () => import('./settings-index')) },
    {
      path: 'office/settings/profile',
      lazy: page(['office', 'look', 'preview'], () => import('./look/profile-page')),
    },
    { path: 'office/settings/look', lazy: page(['office', 'look', 'preview'], () => import('./look/look-page')) },
    { path: 'office/settings/services', lazy: page(['office', 'rules'], () => import('./services/services-page')) },
    {
      path: 'office/settings/services/:serviceId',
      lazy: page(['office', 'rules', 'preview'], () => import('./services/service-page')),
    },
    {
      path: 'office/settings/rules',
      lazy: page(['office', 'rules', 'preview'], () => import('./services/rules-page')),
    },
    { path: 'office/settings/booking', lazy: page(['office', 'rules'], () => import('./services/booking-page')) },
    {
      path: 'office/settings/providers/:providerId',
      lazy: page(['office', 'rules'], () => import('./services/provider-page')),
    },
    { path: 'office/settings/hours', lazy: page(['office', 'hours'], () => import('./hours/hours-page')) },
    { path: 'office/settings/closures', lazy: page(['office', 'hours'], () => import('./hours/closures-page')) },
    { path: 'office/settings/time-off', lazy: page(['office', 'hours'], () => import('./hours/time-off-page')) },
    { path: 'provider/hours', lazy: page(['office', 'hours'], () => import('./hours/my-hours-page')) },
    { path: 'provider/time-off', lazy: page(['office', 'hours'], () => import('./hours/time-off-page')) },
  ],
};
