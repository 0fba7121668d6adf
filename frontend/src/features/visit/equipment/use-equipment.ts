import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Equipment, EquipmentSeen } from './equipment';

export const EquipmentContext = createContext<Equipment | null>(null);

/** The page's camera, microphone and speaker. */
export function useEquipment(): { equipment: Equipment; seen: EquipmentSeen } {
  const equipment = useContext(EquipmentContext);
  if (!equipment) throw new Error('useEquipment is for the faces of a visit page.');
  return { equipment, seen: useSyncExternalStore(equipment.subscribe, equipment.look) };
}
