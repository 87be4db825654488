/**
 * Serves the page without a network after one visit. What the page is made of is fetched when this is installed; large parts that few
 * need, when they are first asked for. A new version is installed beside the old one and takes over once no page of the old one is open,
 * or when the only one asks for it.
 * Every answer has the headers that some hosts cannot send: those of cross-origin isolation, without which there are no threads, and the
 * page's policy, which binds a worker only as a header of its own file.
 */

/** Written in by the build: what the page may do. */
declare const CONTENT_POLICY: string;
/** Written in by the build: the files below the page, the hash of each, and whether it is fetched at once. */
declare const OFFLINE_FILES: Readonly<Record<string, { readonly hash: string; readonly atOnce: boolean }>>;

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface MessageEventOfPage extends ExtendableEvent {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What a service worker has of the global scope that is not a window's. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { matchAll(which: { readonly type: 'window'; readonly includeUncontrolled: true }): Promise<readonly unknown[]> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(kind: 'message', listener: (event: MessageEventOfPage) => void): void;
  addEventListener(kind: 'fetch', listener: (event: FetchEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const files = OFFLINE_FILES;
const cacheName = 'poseduel-files';

/** A file of another version has another key: versions share what is the same in both. */
const keyOf = (path: string) => `${scope.registration.scope}${path}?${files[path]!.hash}`;

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
scope.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(takeOver(event.ports[0]));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request);
  if (path !== null) event.respondWith(serve(request, path));
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const [path, { atOnce }] of Object.entries(files)) if (atOnce && !(await cache.match(keyOf(path)))) await store(cache, path);
}

/** @throws TypeError when the file cannot be had: half a page is not installed */
async function store(cache: Cache, path: string): Promise<void> {
  const response = await fetch(scope.registration.scope + path, { cache: 'no-cache' });
  if (response.status !== 200) throw new TypeError(`${path}: the server answers ${response.status}`);
  await cache.put(keyOf(path), response);
}

async function dropOthers(): Promise<void> {
  const cache = await caches.open(cacheName);
  const known = new Set(Object.keys(files).map(keyOf));
  for (const { url } of await cache.keys()) if (!known.has(url)) await cache.delete(url);
}

/** Answers how many pages are open: with more than one, the others would ask for files that are no longer there. */
async function takeOver(answer: MessagePort | undefined): Promise<void> {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  answer?.postMessage(pages.length);
  if (pages.length <= 1) await scope.skipWaiting();
}

/** The file that is asked for; null when it is none of ours. */
function pathOf({ method, url, mode }: Request): string | null {
  if (method !== 'GET' || !url.startsWith(scope.registration.scope)) return null;
  const path = decodeURIComponent(url.slice(scope.registration.scope.length).replace(/[?#].*$/, ''));
  if (mode === 'navigate' && path === '') return 'index.html';
  return Object.hasOwn(files, path) ? path : null;
}

async function serve(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(keyOf(path));
  if (kept) return guarded(kept);
  const response = await fetch(request);
  if (response.status === 200) await cache.put(keyOf(path), response.clone()).catch(() => {});
  return guarded(response);
}

function guarded(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Content-Security-Policy', CONTENT_POLICY);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
