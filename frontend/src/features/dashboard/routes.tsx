import { Home20Filled, Home20Regular } from '@fluentui/react-icons';
import { page } from '../../ui/page';
import type { FeaturePages } from '../../ui/pages';
import { WaitingBadge } from './waiting-badge';

export const pages: FeaturePages = {
  staff: [{ path: 'provider', lazy: page(['dashboard'], () => import('./today')) }],
  navigation: [
    {
      to: '/provider',
      exact: true,
      label: 'today',
      namespace: 'dashboard',
      icon: <Home20Regular />,
      iconOn: <Home20Filled />,
      order: 10,
      roles: ['provider'],
      Badge: WaitingBadge,
    },
  ],
};
