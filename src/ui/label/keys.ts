/** What the editor can be told to do by key or button. */
export type LabelAction =
  | 'next'
  | 'previous'
  | 'confirm'
  | 'next-joint'
  | 'previous-joint'
  | 'occlude'
  | 'clear'
  | 'copy'
  | 'teacher'
  | 'swap'
  | 'person'
  | 'undo'
  | 'redo'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-whole'
  | 'left'
  | 'right'
  | 'up'
  | 'down';

interface LabelKey {
  readonly action: LabelAction;
  readonly keys: readonly string[];
  /** As the list of keys shows it; '' where another line speaks for it. */
  readonly shown: string;
  readonly title: string;
}

/** All keys of the editor. The left hand rests on A S D; the right one has the mouse. */
export const labelKeys: readonly LabelKey[] = [
  { action: 'confirm', keys: ['s', 'Enter'], shown: 'S', title: 'All right: next picture' },
  { action: 'previous', keys: ['a'], shown: 'A', title: 'Picture before' },
  { action: 'next', keys: ['d'], shown: 'D', title: 'Picture after' },
  { action: 'previous-joint', keys: ['q'], shown: 'Q', title: 'Joint before' },
  { action: 'next-joint', keys: ['e'], shown: 'E', title: 'Next joint' },
  { action: 'occlude', keys: ['w'], shown: 'W', title: 'Hidden or visible' },
  { action: 'clear', keys: ['x', 'Delete', 'Backspace'], shown: 'X', title: 'Not in the picture' },
  { action: 'copy', keys: ['c'], shown: 'C', title: 'Copy the last pose' },
  { action: 'swap', keys: ['f'], shown: 'F', title: 'Swap left and right' },
  { action: 'teacher', keys: ['t'], shown: 'T', title: 'Ask the teacher' },
  { action: 'person', keys: ['p'], shown: 'P', title: 'Next person' },
  { action: 'undo', keys: ['z'], shown: 'Z', title: 'Undo' },
  { action: 'redo', keys: ['Z', 'y'], shown: 'Y', title: 'Redo' },
  { action: 'left', keys: ['ArrowLeft'], shown: '← → ↑ ↓', title: 'Move the joint; with Shift by 10' },
  { action: 'right', keys: ['ArrowRight'], shown: '', title: '' },
  { action: 'up', keys: ['ArrowUp'], shown: '', title: '' },
  { action: 'down', keys: ['ArrowDown'], shown: '', title: '' },
  { action: 'zoom-in', keys: ['+', '='], shown: '+ − 0', title: 'Zoom in, out, whole picture' },
  { action: 'zoom-out', keys: ['-'], shown: '', title: '' },
  { action: 'zoom-whole', keys: ['0'], shown: '', title: '' },
];

/** What a key means here; null where it belongs to the control that has the focus. */
export function labelActionOf(event: KeyboardEvent): LabelAction | null {
  if (event.altKey) return null;
  const { target, key } = event;
  const isIn = (what: string) => target instanceof Element && target.closest(what) !== null;
  if (isIn('input, select, textarea, [role="menu"], [role="dialog"], [role="tablist"], [contenteditable]')) return null;
  if (key === 'Enter' && isIn('button, a, summary')) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === 'z') return event.shiftKey ? 'redo' : 'undo';
    return key.toLowerCase() === 'y' ? 'redo' : null;
  }
  const of = (wanted: string) => labelKeys.find(({ keys }) => keys.includes(wanted))?.action;
  return of(key) ?? of(key.toLowerCase()) ?? null;
}
