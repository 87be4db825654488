import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumPath, quiet, softwareGpu } from './chromium.ts';
import { filmPath } from './film.ts';

const executablePath = chromiumPath();

const root = fileURLToPath(new URL('..', import.meta.url));
/** Another one lets two checkouts test at a time. */
const port = Number(process.env.PORT ?? 4517);
const baseURL = `http://127.0.0.1:${port}`;
/** What `npm start` serves. */
const startPort = port + 1;
const startURL = `http://127.0.0.1:${startPort}`;

/** A camera that shows a film to everybody who asks. */
const fakeCamera = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${filmPath}`,
];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  // Training on a software GPU: a step of a small network takes seconds there.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  // The service worker of one test would answer for the server in another's place.
  use: { baseURL, serviceWorkers: 'block', trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    {
      name: 'webgpu',
      testIgnore: ['**/e2e/no-webgpu/**', '**/e2e/camera/**', '**/e2e/start/**', '**/e2e/soak/**'],
      use: { launchOptions: { executablePath, args: [...quiet, ...softwareGpu] } },
    },
    {
      name: 'camera',
      testMatch: '**/e2e/camera/**/*.spec.ts',
      use: { launchOptions: { executablePath, args: [...quiet, ...softwareGpu, ...fakeCamera] } },
    },
    { name: 'start', testMatch: '**/e2e/start/**/*.spec.ts', use: { baseURL: startURL, launchOptions: { executablePath, args: quiet } } },
    { name: 'no-webgpu', testMatch: '**/e2e/no-webgpu/**/*.spec.ts', use: { launchOptions: { executablePath, args: quiet } } },
  ],
  webServer: [
    { command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`, cwd: root, url: baseURL },
    { command: `node node_modules/vite/bin/vite.js --host 127.0.0.1 --port ${startPort} --strictPort`, cwd: root, url: startURL },
  ],
});
