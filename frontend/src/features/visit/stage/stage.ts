// The seam: what the pass says decides whose adapter carries the visit. Each stage is a lazy chunk of its own, so a page
// that imports this file pays for neither until somebody enters a call.
import type { Pass, StageDevices, StageOptions, VisitStage } from './visit-stage';

/**
 * Enter the visit and return its stage. It joins by itself, with the devices chosen before.
 *
 * Rejects with `StageUnavailable` when the stage cannot be built; everything after that is told by `onEnd`.
 */
export async function createVisitAdapter(
  pass: Pass,
  devices: StageDevices,
  options: StageOptions,
): Promise<VisitStage> {
  if (pass.stage === 'acs') {
    const { createAcsStage } = await loadAcsStage();
    return createAcsStage(pass, devices, options);
  }
  const { createLocalStage } = await loadLocalStage();
  return createLocalStage(pass, devices, options);
}

/** Fetch the code of a call while somebody waits, so that the call begins at once when they are let in. */
export function preloadVisit(stage: Pass['stage']): void {
  const chunks = [stage === 'acs' ? loadAcsStage() : loadLocalStage(), import('./visit-call')];
  // What fails here fails again, and is told, when the call begins.
  Promise.all(chunks).catch(() => undefined);
}

const loadAcsStage = () => import('./acs-stage');
const loadLocalStage = () => import('./local-stage/local-stage');
