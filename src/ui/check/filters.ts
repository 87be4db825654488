import type { Answer } from '../../worker/questions/registry.ts';

export type Overview = Answer<'people'>;
export type Flag = keyof Overview['flags'];

/** What a filter is called, and what it lets through. */
interface Filter {
  readonly title: string;
  readonly about: string;
  readonly has: (overview: Overview, i: number) => boolean;
}

const flag = (name: Flag) => (overview: Overview, i: number) => overview.flags[name][i] === 1;

export const filters = {
  all: { title: 'Everyone', about: 'All people of the set.', has: () => true },
  held: { title: 'Held out', about: 'Scores are made on them; nothing is learned from them.', has: ({ held }, i) => held[i] === 1 },
  unlabelled: { title: 'Unlabelled joints', about: 'At least one joint has no label.', has: flag('unlabelled') },
  occluded: { title: 'Occluded joints', about: 'At least one joint is labelled as hidden.', has: flag('occluded') },
  tiny: { title: 'Tiny', about: 'Fewer pixels in the picture than the network looks at.', has: flag('tiny') },
  outside: { title: 'Outside the frame', about: 'A labelled joint lies beside the picture.', has: flag('outside') },
  suspect: {
    title: 'Left or right?',
    about: 'Shoulders say one side, hips or face the other. Twisted people are here too.',
    has: flag('suspect'),
  },
  out: { title: 'Left out', about: 'Left out by you, from the next restart on.', has: ({ leftOut }, i) => leftOut[i] === 1 },
} as const satisfies Record<string, Filter>;

export type FilterName = keyof typeof filters;
export const filterNames = Object.keys(filters) as FilterName[];

/** The people that a filter lets through. */
export function filtered(overview: Overview, name: FilterName): number[] {
  const { has }: Filter = filters[name];
  return Array.from({ length: overview.count }, (_, i) => i).filter((i) => has(overview, i));
}

/** Everything that is to be said of one person. */
export function wordsOf(overview: Overview, i: number): string[] {
  const told: readonly FilterName[] = ['unlabelled', 'occluded', 'tiny', 'outside', 'suspect', 'out'];
  return told.filter((name) => (filters[name] as Filter).has(overview, i)).map((name) => filters[name].title);
}
