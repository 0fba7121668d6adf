import {
  CalendarCancel20Filled,
  CalendarCancel20Regular,
  Clock20Filled,
  Clock20Regular,
  Home20Filled,
  Home20Regular,
  Settings20Filled,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { Role } from '../../api/words';
import type { NavigationItem } from '../../ui/pages';

const DESK: readonly Role[] = ['owner', 'manager', 'scheduler', 'viewer'];

export const navigation: NavigationItem[] = [
  {
    to: '/office',
    exact: true,
    label: 'nav.today',
    namespace: 'office',
    icon: <Home20Regular />,
    iconOn: <Home20Filled />,
    order: 10,
    roles: DESK,
  },
  {
    to: '/provider/hours',
    label: 'nav.myHours',
    namespace: 'office',
    icon: <Clock20Regular />,
    iconOn: <Clock20Filled />,
    order: 20,
    roles: ['provider'],
  },
  {
    to: '/provider/time-off',
    label: 'nav.myTimeOff',
    namespace: 'office',
    icon: <CalendarCancel20Regular />,
    iconOn: <CalendarCancel20Filled />,
    order: 30,
    roles: ['provider'],
  },
  {
    to: '/office/settings',
    label: 'nav.settings',
    namespace: 'office',
    icon: <Settings20Regular />,
    iconOn: <Settings20Filled />,
    order: 90,
    roles: DESK,
  },
  ...(
    [
      ['profile', false],
      ['look', false],
      ['services', false],
      ['rules', false],
      ['hours', true],
      ['closures', false],
      ['time-off', true],
    ] as const
  ).map(([name, inBar], index) => ({
    to: `/office/settings/${name}`,
    label: `nav.${name}`,
    namespace: 'office',
    icon: name === 'hours' ? <Clock20Regular /> : <CalendarCancel20Regular />,
    iconOn: name === 'hours' ? <Clock20Filled /> : <CalendarCancel20Filled />,
    order: 91 + index * 0.5,
    roles: DESK,
    sub: true,
    inBar,
  })),
];
