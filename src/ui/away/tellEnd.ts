import type { Playground } from '../../store/playground.ts';
import { endOfRun, endOfTwins } from './ending.ts';

/** Tells of an end on the system's own surface when the user has asked for it and does not see the page. */
export function tellEnd({ session, twin, view }: Playground): void {
  const tell = (ending: { readonly title: string; readonly text: string } | null) => {
    if (ending && view.getState().tellsEnd && !document.hasFocus()) void show(ending.title, ending.text);
  };
  session.subscribe((now, before) => tell(endOfRun(now, before)));
  twin.store.subscribe((now, before) => tell(endOfTwins(now, before)));
}

/** Whether the user lets the page tell; asks where they have not said yet. To be called from a click. */
export async function mayTell(): Promise<boolean> {
  const said = Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
  return said === 'granted';
}

async function show(title: string, body: string): Promise<void> {
  const options = { body, tag: 'poseduel', icon: 'favicon.svg' };
  // Phones show only those of a service worker; without one, in development, a page's own.
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) await registration.showNotification(title, options);
  else new Notification(title, options);
}
