// The page's own rules come first, so that a component's rule of the same weight wins over them.
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { flushStores, startStores } from './stores/start.ts';
import { keepTypedSecrets } from './stores/typed-secrets.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to draw into');

void startStores();
// What was typed last must not wait for a pause that does not come any more.
window.addEventListener('pagehide', flushStores);
window.addEventListener('blur', flushStores);

window.addEventListener('beforeunload', keepTypedSecrets);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
