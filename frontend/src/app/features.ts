// All features, found by their `routes.tsx`: adding one needs no line elsewhere.
import type { FeaturePages } from '../ui/pages';

export const features: readonly FeaturePages[] = Object.values(
  import.meta.glob<{ pages: FeaturePages }>('../features/*/routes.tsx', { eager: true }),
).map(({ pages }) => pages);
