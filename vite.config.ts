/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { kernelPlugin } from './src/platform/node/kernelPlugin.ts';
import { licencePlugin } from './src/platform/node/licencePlugin.ts';
import { offlinePlugin } from './src/platform/node/offlinePlugin.ts';
import { contentPolicy, policyPlugin } from './src/platform/node/policyPlugin.ts';
import { teacherPlugin } from './src/platform/node/teacherPlugin.ts';

/** Cross-origin isolation, so that SharedArrayBuffer (threads) is there. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const licences = licencePlugin();

export default defineConfig({
  // Relative addresses, so that the built site works from any path.
  base: './',
  plugins: [react(), kernelPlugin(), teacherPlugin(), policyPlugin(), licences.page, offlinePlugin()],
  worker: { format: 'es', plugins: () => [kernelPlugin(), licences.worker()] },
  // The worker's packages are prepared with the page's: found only when it starts, they would reload the page.
  optimizeDeps: { entries: ['index.html', 'src/worker/trainer.worker.ts', 'src/platform/browser/teacher.worker.ts'] },
  server: { host: '127.0.0.1', headers: isolation },
  preview: { host: '127.0.0.1', headers: { ...isolation, 'Content-Security-Policy': contentPolicy } },
  build: { target: 'es2022', chunkSizeWarningLimit: 2500 },
  // Generous, for two busy cores: no test asks how long a thing takes.
  test: { include: ['src/**/*.test.{ts,tsx}'], testTimeout: 60_000, maxWorkers: '100%' },
});
