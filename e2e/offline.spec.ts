import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, stoppedIn, test } from './playground.ts';

const built = fileURLToPath(new URL('../dist', import.meta.url));
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

interface Host {
  readonly address: string;
  close(): void;
}

/** A plain host of files, which can send no headers of its own. @param instead texts that take the place of files, by path */
async function plainHost(instead: Readonly<Record<string, string>> = {}): Promise<Host> {
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
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `${origin}/?preset=toy`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test.use({ serviceWorkers: 'allow' });

test('after one visit to a plain host the page works without a network, and with threads', async ({ playground }) => {
  const { page } = playground;
  const host = await plainHost();
  try {
    await page.goto(host.address);
    await playground.waitForPhase('ready');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  } finally {
    host.close();
  }
  await page.reload();
  await playground.waitForPhase('ready');
  expect(await page.evaluate(() => crossOriginIsolated), 'isolated by the service worker').toBe(true);
  await playground.step(1);
  expect(await playground.history('lossMse')).toHaveLength(1);
  expect(await playground.problems()).toEqual([]);

  // Not the fixture's page: its worker is to be stopped.
  const other = await page.context().newPage();
  await other.goto(host.address);
  await other.waitForFunction(() => window.poseduel?.phase() === 'ready');
  expect(await stoppedIn(other.workers()[0]!), 'bound by the policy that the service worker sends').toBe(
    'connect-src https://example.org/',
  );
});

test('a new version is offered while a run goes on, and taken on a click', async ({ playground }) => {
  const { page } = playground;
  const instead: Record<string, string> = {};
  const host = await plainHost(instead);
  try {
    await page.goto(host.address);
    await playground.waitForPhase('ready');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const worker = await readFile(join(built, 'serviceWorker.js'), 'utf8');
    const index = await readFile(join(built, 'index.html'), 'utf8');
    const [, hash] = /"index\.html":\{"hash":"([0-9a-f]+)"/.exec(worker) ?? [];
    expect(hash).toBeDefined();
    // The page of a first visit is no service worker's, so the second version does not wait for it; the third waits.
    for (const version of ['Second', 'Third']) {
      await playground.train();
      await playground.waitForSteps(5);
      // The next version: another page, and a service worker that knows it.
      instead['/serviceWorker.js'] = worker.replace(hash!, version);
      instead['/index.html'] = index.replace('<title>', `<title>${version} `);
      await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
      const notices = page.getByRole('region', { name: 'Notices' });
      await expect(notices).toContainText('A new version of PoseDuel is ready');
      const offeredAt = await playground.steps();
      await playground.waitForSteps(offeredAt + 3);
      await expect(page, 'not forced').not.toHaveTitle(new RegExp(`^${version}`));
      await notices.getByRole('button', { name: 'Update now' }).click();
      await expect(page).toHaveTitle(new RegExp(`^${version}`));
      await expect(page.getByRole('region', { name: 'Run of an earlier visit' })).toContainText('Your run of “toy”');
      await playground.waitForPhase('ready');
      const kept = await page.evaluate(() => window.poseduel.kept()?.map(({ step }) => step));
      expect(Math.max(...kept!), 'with all its steps').toBeGreaterThanOrEqual(offeredAt + 3);
    }
  } finally {
    host.close();
  }
});
