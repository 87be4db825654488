import { balance } from '../../method/controller.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { presets } from '../../network/presets.ts';
import type { MetricRow } from '../../store/metricLog.ts';
import type { Playground } from '../../store/playground.ts';
import type { Phase } from '../../worker/protocol.ts';
import { type Reading, readings } from '../duel/reading.ts';
import { blobArea } from './blobArea.ts';
import { mean } from './mean.ts';

/** How the page stands, as lessons read it. Taken at one moment: none of it changes afterwards. */
export interface World {
  readonly phase: Phase;
  readonly runNumber: number;
  /** Steps made in this run. */
  readonly steps: number;
  /** Of the last step; null before the first. */
  readonly last: MetricRow | null;
  /** Means of the last ten steps; null before the first. */
  readonly recent: Recent | null;
  readonly config: Config;
  readonly view: string;
  /** The chosen joint's name, or 'all'. */
  readonly joint: string;
  readonly joints: readonly string[];
  /** Steps made when the drawings of `readings` and `width` were drawn. */
  readonly drawnAt: number;
  /** Of the shown picture, joint by joint; null before the first preview. */
  readonly readings: readonly Reading[] | null;
  /** Of all watched pictures. */
  readonly allReadings: readonly Reading[];
  /** How wide G's blobs are, over how wide the true ones are, in pixels above half of the peak; NaN before the first preview. */
  readonly width: number;
  /** The number of the current one of marked steps (`aria-current`) in the shown view, from 0; −1 where there is none. */
  readonly stage: number;
  /** Whether a question put before the discriminator can be undone. */
  readonly asked: boolean;
  readonly twin: ReturnType<Playground['twin']['store']['getState']>;
}

interface Recent {
  readonly lossReal: number;
  readonly lossFake: number;
  readonly lossMse: number;
  readonly gamma: number;
  /** γ L_real − L_fake. */
  readonly balance: number;
}

const recentSteps = 10;

export function worldOf({ session, settings, view, log, twin }: Playground): World {
  // Of the present, whatever moment the page looks back to.
  const { phase, runNumber, run, livePreview: preview, dataset } = session.getState();
  const { view: shown, joint, probe } = view.getState();
  const joints = dataset?.skeleton.joints ?? [];
  const of = (picture: number) =>
    run && preview ? readings(joints, run.probes, preview, picture, presets[run.config.preset].input) : null;
  const count = run?.probes.count ?? 0;
  return {
    phase,
    runNumber,
    steps: log.length,
    last: log.last(),
    recent: recentOf(log),
    config: settings.getState(),
    view: shown,
    joint,
    joints,
    drawnAt: preview?.step ?? 0,
    readings: count > 0 ? of(Math.min(probe, count - 1)) : null,
    allReadings: Array.from({ length: count }, (_, picture) => of(picture) ?? []).flat(),
    width: preview ? blobArea(preview.generated, joints.length) / blobArea(preview.truth, joints.length) : Number.NaN,
    stage: [...document.querySelectorAll('main ol button')].findIndex((button) => button.getAttribute('aria-current') === 'step'),
    asked: document.querySelector('main button[aria-label="Undo"]:enabled') !== null,
    twin: twin.store.getState(),
  };
}

function recentOf(log: Playground['log']): Recent | null {
  if (log.length === 0) return null;
  const recent = (name: 'lossReal' | 'lossFake' | 'lossMse' | 'gamma') => mean([...log.column(name).subarray(-recentSteps)]);
  const [lossReal, lossFake, gamma] = [recent('lossReal'), recent('lossFake'), recent('gamma')];
  return { lossReal, lossFake, lossMse: recent('lossMse'), gamma, balance: balance(lossReal, lossFake, gamma) };
}
