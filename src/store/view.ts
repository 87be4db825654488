import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Layout, openLayout } from './layout.ts';

/** What is looked at, and how. */
export interface ViewState {
  /** What the middle of the page shows; see `ui/views/registry.ts`. */
  readonly view: string;
  /** A joint's name, or 'all'. A name that the dataset does not have counts as 'all'. */
  readonly joint: string;
  readonly probe: number;
  /** The open lesson's id; '' when there is none. See `ui/lessons/registry.ts`. */
  readonly lesson: string;
  /** What the link leaves of the page, and says above it. */
  readonly layout: Layout;
  /** The dataset that the link is about; '' for the built-in one. */
  readonly wanted: string;
  /** Whether heatmaps are drawn smooth or as the pixels that they are. */
  readonly smooth: boolean;
  /** Whether the true heatmaps stand beside the others. */
  readonly truth: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  /** Whether the end of a run is told of outside of the page. */
  readonly tellsEnd: boolean;
  readonly dialog: 'none' | 'help' | 'restart' | 'found' | 'speed' | 'export' | 'lessons' | 'runSheet' | 'share' | 'about';
}

export const initialView: ViewState = {
  view: 'duel',
  joint: 'all',
  probe: 0,
  lesson: '',
  layout: openLayout,
  wanted: '',
  smooth: false,
  truth: false,
  theme: 'system',
  tellsEnd: false,
  dialog: 'none',
};

export type ViewStore = StoreApi<ViewState>;

export function createView(part: Partial<ViewState>): ViewStore {
  return createStore<ViewState>(() => ({ ...initialView, ...part }));
}

/** The joint's index in the skeleton; −1 for all. */
export function jointIndex(joint: string, joints: readonly string[]): number {
  return joints.indexOf(joint);
}

/** The joint `by` places on, round through 'all'. */
export function neighbourJoint(joint: string, joints: readonly string[], by: number): string {
  const count = joints.length + 1;
  const place = (jointIndex(joint, joints) + 1 + by + count) % count;
  return place === 0 ? 'all' : joints[place - 1]!;
}

/** The probe `by` places on, round through the first. */
export function neighbourProbe(probe: number, count: number, by: number): number {
  return count === 0 ? 0 : (probe + by + count) % count;
}
