// The call's code, fetched while somebody waits, so that admission costs no download.

export const loadVisitCall = () => import('../stage/visit-call');
export const loadCallFace = () => import('../faces/call');
export const loadWaitingFace = () => import('../faces/waiting');

export function fetchAhead(stage: 'local' | 'acs'): void {
  const wanted: Promise<unknown>[] = [
    loadCallFace(),
    loadVisitCall(),
    stage === 'acs' ? import('../stage/acs-stage') : import('../stage/local-stage/local-stage'),
  ];
  // Only a head start: what fails here is fetched again, and told, when the call begins.
  void Promise.allSettled(wanted);
}
