import type { Finding } from '../../method/detectors.ts';
import { whole } from '../format.ts';

/** What the detectors saw after `step` steps. */
export interface Seen {
  readonly step: number;
  readonly findings: readonly Finding[];
}

/** Something that was seen in a run, as it was last put, and from which to which of the moments that were looked at. */
export interface Sighting {
  readonly finding: Finding;
  readonly spans: readonly (readonly [first: number, last: number])[];
}

/** Moments in their order as a list of what was seen: trouble first, then in the order in which it came. */
export function sightingsOf(moments: readonly Seen[]): Sighting[] {
  const sightings = new Map<Finding['id'], Sighting>();
  moments.forEach(({ step, findings }, i) => {
    for (const finding of findings) {
      const spans = sightings.get(finding.id)?.spans ?? [];
      const last = spans.at(-1);
      const goesOn = last !== undefined && last[1] === moments[i - 1]?.step;
      sightings.set(finding.id, { finding, spans: goesOn ? [...spans.slice(0, -1), [last[0], step]] : [...spans, [step, step]] });
    }
  });
  const rank = ({ finding }: Sighting) => (finding.kind === 'trouble' ? 0 : 1);
  return [...sightings.values()].sort((a, b) => rank(a) - rank(b));
}

/** "at step 80, 140–1,200". */
export function spanWords({ spans }: Sighting): string {
  const words = spans.map(([first, last]) => (first === last ? whole(first) : `${whole(first)}–${whole(last)}`));
  return `at ${spans.length === 1 && spans[0]![0] === spans[0]![1] ? 'step' : 'steps'} ${words.join(', ')}`;
}
