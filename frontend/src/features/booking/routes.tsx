import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';

export const pages: FeaturePages = {
  consumer: [
    { index: true, lazy: page(['booking'], () => import('./welcome')) },
    { path: 'book', lazy: page(['booking'], async () => ({ default: (await import('./welcome')).BookWhere })) },
    { path: 'book/:office', lazy: page(['booking'], () => import('./booking-page')) },
  ],
};
