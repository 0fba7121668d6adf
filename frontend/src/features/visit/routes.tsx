import { page } from '../../ui/page';
import { type FeaturePages, WHOLE_WINDOW } from '../../ui/pages';

export const pages: FeaturePages = {
  consumer: [
    { path: 'visit', lazy: page(['visit'], () => import('./paste-page')) },
    { path: 'v', lazy: page(['visit'], () => import('./link-page')) },
  ],
  staff: [
    {
      path: 'provider/visits/:visitId',
      handle: WHOLE_WINDOW,
      lazy: page(['provider-visit', 'visit'], () => import('./provider/visit-room')),
    },
  ],
};
