import type { Playground } from '../store/playground.ts';
import { neighbourJoint, neighbourProbe } from '../store/view.ts';

interface Shortcut {
  /** What `KeyboardEvent.key` may be. */
  readonly keys: readonly string[];
  /** As the help sheet shows them. */
  readonly shown: readonly string[];
  readonly title: string;
  readonly act: (playground: Playground) => void;
}

/** All keys of the page; the help sheet lists this table. */
export const shortcuts: readonly Shortcut[] = [
  { keys: [' '], shown: ['Space'], title: 'Train or pause', act: (p) => p.toggleTraining() },
  { keys: ['s', 'S'], shown: ['S'], title: 'Make one step', act: (p) => p.stepOnce() },
  { keys: ['r', 'R'], shown: ['R'], title: 'Restart from step 0', act: (p) => p.restart() },
  { keys: ['e', 'E'], shown: ['E'], title: 'Evaluate now', act: (p) => p.evaluate() },
  { keys: ['ArrowLeft'], shown: ['←'], title: 'Picture before', act: (p) => moveProbe(p, -1) },
  { keys: ['ArrowRight'], shown: ['→'], title: 'Picture after', act: (p) => moveProbe(p, 1) },
  { keys: ['j', 'J'], shown: ['J'], title: 'Next joint', act: (p) => moveJoint(p, 1) },
  { keys: ['k', 'K'], shown: ['K'], title: 'Joint before', act: (p) => moveJoint(p, -1) },
  { keys: ['a', 'A'], shown: ['A'], title: 'All joints', act: (p) => p.look({ joint: 'all' }) },
  { keys: ['?'], shown: ['?'], title: 'This sheet', act: (p) => p.look({ dialog: 'help' }) },
];

/** Listens on the whole page, but leaves keys to the control that has the focus. */
export function listenForShortcuts(playground: Playground): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (playground.view.getState().dialog !== 'none' || wantsKey(event.target, event.key)) return;
    const shortcut = shortcuts.find(({ keys }) => keys.includes(event.key));
    if (!shortcut) return;
    event.preventDefault();
    shortcut.act(playground);
  });
}

/** Text fields, selects and sliders want every key; buttons, links and the like only the ones that press them. */
function wantsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [role="menu"], [role="dialog"], [contenteditable]')) return true;
  return key === ' ' && target.closest('button, a, summary, [role="switch"]') !== null;
}

function moveProbe(playground: Playground, by: number): void {
  const count = playground.session.getState().run?.probes.count ?? 0;
  playground.look({ probe: neighbourProbe(Math.min(playground.view.getState().probe, Math.max(0, count - 1)), count, by) });
}

function moveJoint(playground: Playground, by: number): void {
  const joints = playground.session.getState().dataset?.skeleton.joints ?? [];
  playground.look({ joint: neighbourJoint(playground.view.getState().joint, joints, by) });
}
