import type { Playground } from '../../store/playground.ts';

/** Keeps the screen on while the page trains in sight: a phone that sleeps trains no more. Where it cannot be had, nothing is missing. */
export function keepAwake({ session }: Playground): void {
  if (!('wakeLock' in navigator)) return;
  let lock: WakeLockSentinel | null = null;
  let isAsking = false;
  const isWanted = () => session.getState().phase === 'running' && document.visibilityState === 'visible';
  const look = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      // The browser takes it away by itself when the page is hidden.
      if (isWanted() && (lock === null || lock.released)) lock = await navigator.wakeLock.request('screen');
      if (!isWanted()) await lock?.release();
    } catch {
      // Refused, as with a low battery: training goes on all the same.
    }
    isAsking = false;
  };
  session.subscribe((now, before) => {
    if (now.phase !== before.phase) void look();
  });
  document.addEventListener('visibilitychange', () => void look());
}
