import type { Playground } from '../store/playground.ts';

/**
 * Lets the built page work without a network from the next visit on. Waits until the first run is there, so as not to slow it down. A new
 * version waits until no page is open: a run is never torn away.
 */
export function workOffline(playground: Playground): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const stop = playground.session.subscribe(({ run }) => {
    if (!run) return;
    stop();
    // Where it may not be, in some private windows, the page works as it did.
    void register(playground).catch(() => {});
  });
}

async function register(playground: Playground): Promise<void> {
  await navigator.serviceWorker.register('./serviceWorker.js');
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration) watch(registration, playground);
}

/** Changes to the version that waits, by the user's wish. The run is kept first, and offered by the new version. */
export async function takeUpdate(playground: Playground): Promise<void> {
  await playground.keepWhole();
  const fresh = (await navigator.serviceWorker.getRegistration())?.waiting;
  // At the first visit no page is the old version's: the new one does not wait.
  if (!fresh) return location.reload();
  fresh.addEventListener('statechange', () => {
    if (fresh.state === 'activated') location.reload();
  });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: pages }: MessageEvent<number>) => {
    port1.close();
    if (pages > 1)
      playground.report({
        ...{ code: 'new-version', severity: 'note', message: 'Other tabs still work with the old version of PoseDuel.' },
        cure: 'Close them, then update.',
      });
  };
  fresh.postMessage('take-over', [port2]);
}

function watch(registration: ServiceWorkerRegistration, { report }: Playground): void {
  const tell = () =>
    report({
      ...{ code: 'new-version', severity: 'note' },
      message: 'A new version of PoseDuel is ready.',
      cure: 'It is there when all its tabs have been closed, or now: the run is kept, and goes on in the new version.',
    });
  if (registration.waiting) tell();
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing;
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && registration.active) tell();
    });
  });
}
