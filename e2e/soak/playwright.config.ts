import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumPath, quiet, softwareGpu } from '../chromium.ts';

const executablePath = chromiumPath();

const port = Number(process.env.PORT ?? 4537);
const baseURL = `http://127.0.0.1:${port}`;
const vite = 'node node_modules/vite/bin/vite.js';
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
