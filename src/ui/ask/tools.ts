import { Brush, Eraser, type LucideIcon, Move, Square } from 'lucide-react';

/** What a drag on the picture does. */
export interface Tool {
  readonly id: 'move' | 'paint' | 'erase' | 'cover';
  readonly title: string;
  readonly icon: LucideIcon;
  /** How to use it, with mouse and keys. */
  readonly about: string;
}

export const tools: readonly Tool[] = [
  { id: 'move', title: 'Move', icon: Move, about: 'Drag a joint; or focus it with Tab and use the arrow keys (with Shift: farther).' },
  {
    id: 'paint',
    title: 'Paint',
    icon: Brush,
    about: 'Drag to add to the chosen joint’s heatmap. By key: focus a joint, Enter makes a dab where it stands.',
  },
  {
    id: 'erase',
    title: 'Erase',
    icon: Eraser,
    about: 'Drag to rub out in the chosen joint’s heatmap. By key: focus a joint, Enter rubs out where it stands.',
  },
  {
    id: 'cover',
    title: 'Cover',
    icon: Square,
    about: 'Drag a grey rectangle over the picture. By key: focus a joint, Enter covers what is about it.',
  },
];

export type ToolId = Tool['id'];
