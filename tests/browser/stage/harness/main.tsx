// The stage alone, on a page of its own: the test gives the pass, looks at what is shown, and hears how it ended.
import '../../../../frontend/src/boot/fabric-config';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createVisitAdapter } from '../../../../frontend/src/features/visit/stage/stage';
import type { Pass, StageDevices, VisitStage } from '../../../../frontend/src/features/visit/stage/visit-stage';

const VisitCall = lazy(() => import('../../../../frontend/src/features/visit/stage/visit-call'));

declare global {
  interface Window {
    // Given by the test.
    givePass: () => Promise<Pass>;
    chosenDevices?: Partial<StageDevices>;
    // Read by the test.
    stage?: VisitStage;
    happened: string[];
    startedAt: number;
  }
}

window.happened = [];
window.localStorage.setItem('frontdesk.probe', 'yes');
const root = document.querySelector('#root');
if (!root) throw new Error('The page has no #root.');

try {
  const pass = await window.givePass();
  window.startedAt = performance.now();
  const chosen = { cameraId: null, microphoneId: null, speakerId: null, cameraOn: true, microphoneOn: true };
  const stage = await createVisitAdapter(
    pass,
    { ...chosen, ...window.chosenDevices },
    { refreshPass: () => window.givePass() },
  );
  window.stage = stage;
  stage.onConnection((connection) => window.happened.push(connection));
  stage.onEnd((end) => window.happened.push(`${end.reason}${end.byMe ? ' by me' : ''}`));
  createRoot(root).render(
    <main style={{ height: '100vh' }}>
      <Suspense fallback={<p>Loading</p>}>
        <VisitCall stage={stage} role={pass.role} colour="#0b6a87" locale={pass.locale} />
      </Suspense>
    </main>,
  );
} catch (error) {
  window.happened.push(String(error));
}
