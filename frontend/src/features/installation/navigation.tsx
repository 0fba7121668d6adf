import { Server20Filled, Server20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';

export const navigation: NavigationItem[] = [
  {
    to: '/office/settings/installation',
    label: 'staff.installation',
    namespace: 'common',
    icon: <Server20Regular />,
    iconOn: <Server20Filled />,
    order: 99,
    roles: ['owner'],
    sub: true,
  },
];
