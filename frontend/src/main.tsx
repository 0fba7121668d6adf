import './boot/fabric-config';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { inPreview } from './api/preview';
import { startLanguages } from './app/i18n';
import { Providers, queryClient } from './app/providers';
import { beginPage, Router } from './app/router';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

void beginPage();
await startLanguages();
if (inPreview) await (await import('./features/booking/preview')).startPreview(queryClient);

createRoot(root).render(
  <StrictMode>
    <Providers>
      <Router />
    </Providers>
  </StrictMode>,
);
