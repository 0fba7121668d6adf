import { CalendarLtr20Filled, CalendarLtr20Regular } from '@fluentui/react-icons';
import type { NavigationItem } from '../../ui/pages';

export const navigation: NavigationItem[] = [
  {
    to: '/office/calendar',
    label: 'nav',
    namespace: 'calendar',
    icon: <CalendarLtr20Regular />,
    iconOn: <CalendarLtr20Filled />,
    order: 15,
  },
];
