// The staff navigation, from the `navigation.tsx` of each feature. Comes with the staff shell, so that consumers load none of it.
import type { NavigationItem } from '../ui/pages';

export const navigation: readonly NavigationItem[] = Object.values(
  import.meta.glob<{ navigation: NavigationItem[] }>('../features/*/navigation.tsx', { eager: true }),
)
  .flatMap((feature) => feature.navigation)
  .sort((one, other) => one.order - other.order);
