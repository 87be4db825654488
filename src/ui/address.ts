import type { Playground } from '../store/playground.ts';
import { showAddress, writeAddress } from '../store/url.ts';
import { addressSet } from './share/draft.ts';

/** Browsers refuse more than some 100 changes of the address in half a minute, so a dragged slider writes it when it rests. */
const rest = 300;

/** Keeps the address bar in step with the settings, the view and the dataset. */
export function keepAddress({ session, settings, view }: Playground): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: string | null = null;
  const write = () => {
    const query = writeAddress(settings.getState(), { ...view.getState(), wanted: addressSet(session.getState(), view.getState()) });
    if (query !== shown) showAddress(query);
    shown = query;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, rest);
  };
  settings.subscribe(later);
  view.subscribe(later);
  session.subscribe((state, before) => {
    if (state.dataset?.name !== before.dataset?.name) later();
  });
  write();
}
