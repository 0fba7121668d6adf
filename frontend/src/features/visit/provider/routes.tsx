import { page } from '../../../ui/page';
import { type FeaturePages, WHOLE_WINDOW } from '../../../ui/pages';

export const pages: FeaturePages = {
  staff: [
    {
      path: 'provider/visits/:visitId',
      handle: WHOLE_WINDOW,
      lazy: page(['provider-visit', 'visit'], () => import('./visit-room')),
    },
  ],
};
