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
    const { createAcsStage } = await import('./acs-stage');
    return createAcsStage(pass, devices, options);
  }
  const { createLocalStage } = await import('./local-stage/local-stage');
  return createLocalStage(pass, devices, options);
}
