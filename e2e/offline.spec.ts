import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './playground.ts';

const built = fileURLToPath(new URL('../dist', import.meta.url));
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** A plain host of files, which can send no headers of its own. */
async function plainHost(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname.replace(/\/$/, '/index.html');
    try {
      const bytes = await readFile(join(built, path));
      response.setHeader('Content-Type', kinds[extname(path)] ?? 'application/octet-stream');
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

test.use({ serviceWorkers: 'allow' });

test('after one visit to a plain host the page works without a network, and with threads', async ({ playground }) => {
  const { page } = playground;
  const server = await plainHost();
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?preset=toy`;
    await page.goto(address);
    await playground.waitForPhase('ready');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await page.reload();
  await playground.waitForPhase('ready');
  expect(await page.evaluate(() => crossOriginIsolated), 'isolated by the service worker').toBe(true);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await playground.waitForSteps(1);
  expect(await playground.history('lossMse')).toHaveLength(1);
  expect(await playground.problems()).toEqual([]);
});
