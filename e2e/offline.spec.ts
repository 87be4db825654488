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

/** A plain host of files, which can send no headers of its own. @param instead texts that take the place of files, by path */
async function plainHost(instead: Readonly<Record<string, string>> = {}): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname.replace(/\/$/, '/index.html');
    try {
      const bytes = instead[path] ?? (await readFile(join(built, path)));
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

test('a new version is offered while a run goes on, and taken on a click', async ({ playground }) => {
  const { page } = playground;
  const instead: Record<string, string> = {};
  const server = await plainHost(instead);
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?preset=toy`);
    await playground.waitForPhase('ready');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await playground.train();
    await playground.waitForSteps(5);
    // The next version: another page, and a service worker that knows it.
    const worker = await readFile(join(built, 'serviceWorker.js'), 'utf8');
    const [, hash] = /"index\.html":\{"hash":"([0-9a-f]+)"/.exec(worker) ?? [];
    expect(hash).toBeDefined();
    instead['/serviceWorker.js'] = worker.replace(hash!, '0123456789abcdef');
    instead['/index.html'] = (await readFile(join(built, 'index.html'), 'utf8')).replace('<title>', '<title>New ');
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText('A new version of PoseDuel is ready');
    const offeredAt = await page.evaluate(() => window.poseduel.steps());
    await playground.waitForSteps(offeredAt + 3);
    await expect(page, 'not forced').not.toHaveTitle(/^New /);
    await notices.getByRole('button', { name: 'Update now' }).click();
    await expect(page).toHaveTitle(/^New /);
    await expect(page.getByRole('region', { name: 'Run of an earlier visit' })).toContainText('Your run of “toy”');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
