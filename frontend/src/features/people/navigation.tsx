import { People20Filled, People20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';

export const navigation: NavigationItem[] = [
  {
    to: '/office/settings/people',
    label: 'staff.people',
    namespace: 'common',
    icon: <People20Regular />,
    iconOn: <People20Filled />,
    order: 95,
    roles: ['owner', 'manager', 'scheduler', 'viewer'],
    sub: true,
  },
];
