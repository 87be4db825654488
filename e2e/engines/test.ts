import { fileURLToPath } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import { createServer } from 'vite';

/** With the page of engines under test, served from its sources; one for all tests of a file. */
export const test = base.extend<object, { engines: Page }>({
  engines: [
    async ({ browser }, use) => {
      const server = await createServer({
        root: fileURLToPath(new URL('.', import.meta.url)),
        configFile: false,
        logLevel: 'error',
        cacheDir: fileURLToPath(new URL('../../node_modules/.vite/engines', import.meta.url)),
        server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] } },
        optimizeDeps: { include: ['@tensorflow/tfjs'] },
      });
      await server.listen();
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => 'engineTests' in window);
      await use(page);
      await page.close();
      await server.close();
    },
    { scope: 'worker' },
  ],
});
