import 'katex/dist/katex.min.css';
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPlayground } from '../store/playground.ts';
import { readAddress } from '../store/url.ts';
import { startTrainer } from '../worker/client.ts';
import { App } from './App.tsx';
import { keepAddress } from './address.ts';
import { tellEnd } from './away/tellEnd.ts';
import { keepAwake } from './away/wakeLock.ts';
import { keepWhenHidden } from './keep/keepWhenHidden.ts';
import { workOffline } from './offline.ts';
import { PlaygroundContext } from './playground.ts';
import { saveFile } from './saveFile.ts';
import { settled } from './settled.ts';
import { listenForShortcuts } from './shortcuts.ts';
import { offerTestInterface } from './testInterface.ts';
import { keepTheme } from './theme.ts';
import { views } from './views/registry.ts';

const address = readAddress(
  location.search,
  views.map(({ id }) => id),
);
const playground = createPlayground(address, startTrainer, saveFile, settled);
keepTheme(playground.view);
keepAddress(playground);
listenForShortcuts(playground);
keepWhenHidden(playground);
keepAwake(playground);
tellEnd(playground);
workOffline(playground);
offerTestInterface(playground);
playground.open({ kind: 'builtin' });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PlaygroundContext value={playground}>
      <App />
    </PlaygroundContext>
  </StrictMode>,
);
