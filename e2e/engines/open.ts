import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { createServer } from 'vite';

/** Serves the page of engines under test, from its sources, and opens it. */
export async function openEngines(browser: Browser): Promise<{ page: Page; close(): Promise<void> }> {
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
  return {
    page,
    async close() {
      await page.close();
      await server.close();
    },
  };
}
