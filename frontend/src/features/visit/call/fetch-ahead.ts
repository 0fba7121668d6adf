// The call's code, fetched while somebody waits, so that admission costs no download.

export const loadVisitCall = () => import('../stage/visit-call');

export function fetchAhead(stage: 'local' | 'acs'): void {
  const wanted = [
    loadVisitCall(),
    stage === 'acs' ? import('../stage/acs-stage') : import('../stage/local-stage/local-stage'),
  ];
  // Only a head start: what fails here is fetched again, and told, when the call begins.
  void Promise.allSettled(wanted);
}
