import { PeopleCommunity20Filled, PeopleCommunity20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';

export const navigation: NavigationItem[] = [
  {
    to: '/office/consumers',
    label: 'staff.consumers',
    namespace: 'common',
    icon: <PeopleCommunity20Regular />,
    iconOn: <PeopleCommunity20Filled />,
    order: 20,
  },
];
