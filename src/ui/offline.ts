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

function watch(registration: ServiceWorkerRegistration, { report }: Playground): void {
  const tell = () =>
    report({
      ...{ code: 'new-version', severity: 'note' },
      message: 'A new version of PoseDuel is ready.',
      cure: 'It is there when all its tabs have been closed and it is opened again.',
    });
  if (registration.waiting) tell();
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing;
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && registration.active) tell();
    });
  });
}
