import {
  Gauge,
  Grid3x3,
  ListTree,
  MessageCircleQuestion,
  Network,
  Scale,
  ScanSearch,
  Snail,
  Swords,
  Tag,
  Users,
  Video,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import { DuelView } from '../duel/DuelView.tsx';

/** What the middle of the page can show. A new view is one file and one line here. */
export interface View {
  /** Stands in the address as `?view=`. */
  readonly id: string;
  /** One or two words on its tab. */
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly about: string;
  readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  /** Views but the first are loaded when they are first shown: `load(() => import('…'), 'Panel')`. */
  readonly Panel: ComponentType;
  /** Takes the place of the charts too. */
  readonly wide?: boolean;
}

export const views: readonly View[] = [
  { id: 'duel', title: 'Duel', about: 'What both networks make of one picture.', icon: Swords, Panel: DuelView },
  {
    id: 'bout',
    title: 'Bout',
    about: 'Both networks from within: every block, what it computes now, and what pulls at the heatmaps.',
    icon: Network,
    Panel: load(() => import('../bout/BoutView.tsx'), 'BoutView'),
    wide: true,
  },
  {
    id: 'slow',
    title: 'Slow motion',
    about: 'One step of the run in its stages, with its own pictures and numbers.',
    icon: Snail,
    Panel: load(() => import('../slow/SlowView.tsx'), 'SlowView'),
    wide: true,
  },
  {
    id: 'ask',
    title: 'Question D',
    about: 'Put any pose before the discriminator and see what it objects to.',
    icon: MessageCircleQuestion,
    Panel: load(() => import('../ask/AskPanel.tsx'), 'AskPanel'),
    wide: true,
  },
  {
    id: 'joints',
    title: 'Joints',
    about: 'What D objects to in each joint, and whether it is right.',
    icon: ScanSearch,
    Panel: load(() => import('../joints/JointsPanel.tsx'), 'JointsPanel'),
    wide: true,
  },
  {
    id: 'guess',
    title: 'Be the discriminator',
    about: 'Real or generated? Ten rounds against D.',
    icon: Scale,
    Panel: load(() => import('../guess/GuessPanel.tsx'), 'GuessPanel'),
    wide: true,
  },
  {
    id: 'balance',
    title: 'Balance',
    about: 'What k_t does and why, what goes wrong, and how to provoke it.',
    icon: Gauge,
    Panel: load(() => import('../balance/BalanceView.tsx'), 'BalanceView'),
  },
  {
    id: 'twin',
    title: 'Twins',
    about: 'Does the adversary help? The same run with and without it.',
    icon: Users,
    Panel: load(() => import('../twin/TwinView.tsx'), 'TwinView'),
    wide: true,
  },
  {
    id: 'runs',
    title: 'Runs',
    about: 'All runs of this page: compare, go back to, delete.',
    icon: ListTree,
    Panel: load(() => import('../runs/RunsView.tsx'), 'RunsView'),
  },
  {
    id: 'check',
    title: 'Check the data',
    about: 'Look through the people of the set, and leave out what is wrong.',
    icon: Grid3x3,
    Panel: load(() => import('../check/CheckPanel.tsx'), 'CheckPanel'),
    wide: true,
  },
  {
    id: 'label',
    title: 'Label',
    about: 'Make a dataset of your own pictures.',
    icon: Tag,
    Panel: load(() => import('../label/LabelView.tsx'), 'LabelView'),
    wide: true,
  },
  {
    id: 'use',
    title: 'Use',
    about: 'Both networks on your webcam, a picture or a video, while they train.',
    icon: Video,
    Panel: load(() => import('../use/UseView.tsx'), 'UseView'),
    wide: true,
  },
];

/** The view of this id; the first where there is none. */
export function viewOf(id: string): View {
  return views.find((view) => view.id === id) ?? views[0]!;
}

/** A view's component, loaded when it is first shown. */
function load<Name extends string>(file: () => Promise<Record<Name, ComponentType>>, name: Name): ComponentType {
  return lazy(async () => ({ default: (await file())[name] as ComponentType }));
}
