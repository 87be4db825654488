import type { Look } from './poseVariety.ts';

/** What a run has written down so far: columns of one length, a number a step, and what its pictures look like now, when they were seen. */
export interface Evidence {
  readonly lossReal: Float32Array;
  readonly lossFake: Float32Array;
  readonly kT: Float32Array;
  readonly lambdaG: Float32Array;
  readonly mGlobal: Float32Array;
  readonly peak: Float32Array;
  readonly look: Look | null;
}

export type FindingId =
  | 'diverging'
  | 'empty-maps'
  | 'd-too-strong'
  | 'k-at-one'
  | 'same-pose'
  | 'blurred-maps'
  | 'g-fools-d'
  | 'k-at-zero'
  | 'warming-up'
  | 'duelling';

/** Something that a detector sees in a run. */
export interface Finding {
  readonly id: FindingId;
  /** How grave: trouble wants something done; of notes it is good to know. */
  readonly kind: 'trouble' | 'note';
  readonly title: string;
  /** What is seen, with its numbers. */
  readonly sees: string;
  /** What to try; empty where nothing is wrong. */
  readonly tries: string;
}

/** Steps before which no trouble is called, and those that an opinion rests on. */
const early = 200;
const recent = 50;
const pinned = 100;

type Detector = (run: Evidence, steps: number) => Finding | null;

/** Gravest first. Thresholds come from runs of the toy networks, healthy and provoked; see `provocations.ts`. */
const detectors: readonly Detector[] = [dTooStrong, diverging, emptyMaps, kAtOne, samePose, blurredMaps, gFoolsD, kAtZero];

/** All that can be seen, the gravest first; nothing before the first step. */
export function detect(run: Evidence): Finding[] {
  const steps = run.kT.length;
  if (steps === 0) return [];
  const found = steps < early ? [] : detectors.flatMap((detector) => detector(run, steps) ?? []);
  return found.length > 0 ? found : [run.lambdaG.at(-1) === 0 ? warmingUp : duelling];
}

const warmingUp: Finding = {
  id: 'warming-up',
  kind: 'note',
  title: 'G does not hear D',
  sees: 'λ_G is 0 now: G learns from the true maps alone.',
  tries: '',
};

const duelling: Finding = {
  id: 'duelling',
  kind: 'note',
  title: 'The duel is on',
  sees: 'k_t is at work: D studies true and generated maps, and G listens.',
  tries: '',
};

function diverging(run: Evidence, steps: number): Finding | null {
  const now = mean(run.mGlobal, steps - 20, steps);
  let best = Number.POSITIVE_INFINITY;
  for (let end = recent; end <= steps; end += 10) best = Math.min(best, mean(run.mGlobal, end - recent, end));
  if (now <= 4 * best) return null;
  return {
    id: 'diverging',
    kind: 'trouble',
    title: 'Diverging',
    sees: `M is ${short(now)}, ${times(now / best)} what it was at its best.`,
    tries: 'Lower the learning rates, above all of D; let k_t move again if it is held; or branch off before the rise.',
  };
}

/** Faint, and no brighter than a hundred steps ago: maps that only begin are faint too, but rise. */
function emptyMaps({ peak }: Evidence, steps: number): Finding | null {
  const now = mean(peak, steps - 20, steps);
  if (now >= 0.1 || now > 1.15 * mean(peak, steps - 120, steps - 100)) return null;
  return {
    id: 'empty-maps',
    kind: 'trouble',
    title: 'All maps empty',
    sees: `G’s peaks are ${short(now)} high and do not rise: an empty map is easy to redraw, so it pleases D.`,
    tries: 'Lower λ_G, give a longer warm-up, or weigh the foreground.',
  };
}

function dTooStrong(run: Evidence, steps: number): Finding | null {
  const ratio = mean(run.lossFake, steps - recent, steps) / mean(run.lossReal, steps - recent, steps);
  if (!(ratio > 3)) return null;
  return {
    id: 'd-too-strong',
    kind: 'trouble',
    title: 'D is too strong',
    sees: `D redraws G’s maps ${times(ratio)} as badly as true ones: it tells them apart at once, and G learns little from it.`,
    tries:
      run.kT.at(-1) === 0
        ? 'Lower the learning rate of D; k_t is at 0 already and cannot help.'
        : 'Lower the learning rate of D, let k_t fall, or start it at 0.',
  };
}

function kAtOne({ kT }: Evidence): Finding | null {
  if (!kT.subarray(-pinned).every((k) => k > 0.999)) return null;
  return {
    id: 'k-at-one',
    kind: 'trouble',
    title: 'k_t is pinned at 1',
    sees: `For ${pinned} steps k_t is 1: D works as hard on ruining G’s maps as on true ones.`,
    tries: 'A smaller γ asks less of D; if k_t is held, let it go.',
  };
}

function samePose({ look }: Evidence): Finding | null {
  if (!look || !(look.variety < 0.25)) return null;
  return {
    id: 'same-pose',
    kind: 'trouble',
    title: 'The same pose for every picture',
    sees: `From picture to picture, G’s joints move ${percent(look.variety)} as far as true ones.`,
    tries: 'Lower λ_G: one drawing that pleases D has become enough. Else lower the learning rate of G; if that does not help, start anew.',
  };
}

function blurredMaps({ look }: Evidence): Finding | null {
  if (!look || !(look.blur > 4.5) || look.peak < 0.1) return null;
  return {
    id: 'blurred-maps',
    kind: 'trouble',
    title: 'Blurred maps',
    sees: `G’s blobs are ${times(look.blur)} as large as true ones: it names the region, not the joint.`,
    tries: 'Give it time, raise the learning rate of G, or take back the foreground weight.',
  };
}

/** In evidence only once G draws something: what is faint is easy to redraw, and no merit. */
function gFoolsD(run: Evidence, steps: number): Finding | null {
  const ratio = mean(run.lossFake, steps - 2 * recent, steps) / mean(run.lossReal, steps - 2 * recent, steps);
  if (!(ratio < 0.35) || mean(run.peak, steps - 20, steps) < 0.15) return null;
  return {
    id: 'g-fools-d',
    kind: 'trouble',
    title: 'G fools D',
    sees: `D redraws G’s maps with ${percent(ratio)} of the error it makes on true ones: its opinion says little.`,
    tries: 'Raise the learning rate of D, or λ_k, so that D looks harder at G.',
  };
}

function kAtZero({ kT }: Evidence): Finding | null {
  if (!kT.subarray(-pinned).every((k) => k < 1e-6)) return null;
  return {
    id: 'k-at-zero',
    kind: 'note',
    title: 'k_t rests at 0',
    sees: `For ${pinned} steps D has studied true maps only: G’s are hard to redraw anyway.`,
    tries: 'A larger γ brings it back into play.',
  };
}

/** Of a part of a column, [from, to). */
function mean(column: Float32Array, from: number, to: number): number {
  const part = column.subarray(Math.max(0, from), to);
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}

const short = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2));
const times = (ratio: number) => (ratio < 100 ? `${ratio.toFixed(1)} times` : 'over 100 times');
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
