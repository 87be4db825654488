import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findChromium, noChromium } from '../../src/platform/node/chromium.mjs';

const executablePath = findChromium();
if (!executablePath) throw new Error(noChromium);

const port = Number(process.env.PORT ?? 4537);
const baseURL = `http://127.0.0.1:${port}`;
const vite = 'node node_modules/vite/bin/vite.js';
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'];
/** So that memory is measured after a collection. */
const collectable = ['--js-flags=--expose-gc'];

/** What takes too long for every day: `npm run soak`. SOAK_STEPS, SOAK_LOSSES and SOAK_ORDERS say how much of it. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/soak',
  timeout: 6 * 3_600_000,
  expect: { timeout: 120_000 },
  workers: 1,
  reporter: [['list']],
  use: { baseURL, serviceWorkers: 'block', launchOptions: { executablePath, args: [...quiet, ...softwareGpu, ...collectable] } },
  webServer: {
    command: `${vite} build --outDir dist && ${vite} preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    url: baseURL,
    timeout: 600_000,
  },
});
