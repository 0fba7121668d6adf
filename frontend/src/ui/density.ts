// Consumer pages are roomy (44 px controls), staff pages close (32 px, on phones 44). The shells say which; parts ask.
import { createContext, useContext } from 'react';

export type Density = 'consumer' | 'staff';

export const DensityContext = createContext<Density>('consumer');

export function useDensity(): Density {
  return useContext(DensityContext);
}
