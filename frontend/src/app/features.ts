// All features, found by their `routes.tsx` (a large one may have several, by folder): adding one needs no line elsewhere.
import type { FeaturePages, NavigationItem } from '../ui/pages';

export const features: readonly FeaturePages[] = Object.values(
  import.meta.glob<{ pages: FeaturePages }>('../features/**/routes.tsx', { eager: true }),
).map(({ pages }) => pages);

export const navigation: readonly NavigationItem[] = features
  .flatMap((pages) => pages.navigation ?? [])
  .sort((one, other) => one.order - other.order);
