import { Home20Filled, Home20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';
import { WaitingBadge } from './waiting-badge';

export const navigation: NavigationItem[] = [
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
];
