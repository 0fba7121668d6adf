import { History20Filled, History20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';

export const navigation: NavigationItem[] = [
  {
    to: '/office/history',
    label: 'staff.history',
    namespace: 'common',
    icon: <History20Regular />,
    iconOn: <History20Filled />,
    order: 60,
    inBar: false,
  },
];
