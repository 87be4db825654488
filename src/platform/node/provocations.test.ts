import { beforeAll, expect, test } from 'vitest';
import { openPictureStore, storeSize } from '../../data/pictures.ts';
import type { EngineState } from '../../engine/engine.ts';
import { initialState } from '../../engine/initial.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { mGlobal } from '../../method/controller.ts';
import { detect, type Finding, type FindingId } from '../../method/detectors.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { lookOf } from '../../method/poseVariety.ts';
import { provocations, provokedConfig } from '../../method/provocations.ts';
import { presets } from '../../network/presets.ts';
import { createRandom } from '../../pose/random.ts';
import { duelOf } from '../../train/duel.ts';
import type { Preview, Probes } from '../../train/events.ts';
import { type People, peopleOf } from '../../train/people.ts';
import { buildProbes, previewProbes } from '../../train/probes.ts';
import { train } from '../../train/train.ts';
import { openTrainData } from './trainData.ts';
import { nodeWasm } from './wasm.ts';

let people: People;
let probes: Probes;
beforeAll(async () => {
  const dataset = await openTrainData(null, () => {}, new AbortController().signal);
  people = peopleOf(dataset, await openPictureStore(dataset, { size: storeSize(presets.toy.input) }));
  probes = await buildProbes(people);
}, 120_000);

type Row = Record<'lossReal' | 'lossFake' | 'kT' | 'lambdaG' | 'mGlobal' | 'peak', number>;

/** A run that the detectors look at every 20 steps. */
class Watched {
  readonly #rows: Row[] = [];
  #state: EngineState | null = null;

  /** Trains on from where it is, until `isEnough` or `steps` more are made; returns what the detectors saw last, and all that they ever did. */
  async train(settings: Config, steps: number, isEnough: (findings: readonly Finding[]) => boolean) {
    const config = { ...settings, evaluateEvery: 5000 };
    const duel = duelOf(config, people.skeleton.joints.length);
    const state = this.#state ?? initialState(duel, createRandom(config.seed), config.kStart);
    const engine = await wasmFactory(nodeWasm(1)).create(duel, state);
    const ever = new Set<FindingId>();
    let last: Finding[] = [];
    try {
      for await (const event of train({ config, duel, people, engine, state, live: () => config, wantsPreview: () => false, keep() {} })) {
        if (event.kind !== 'step') break;
        const { lossReal, lossFake, kT, peak, step } = event.metrics;
        this.#rows.push({ lossReal, lossFake, kT, peak, lambdaG: event.lambdaG, mGlobal: mGlobal(lossReal, lossFake, event.gamma) });
        if ((step + 1) % 20 !== 0) continue;
        last = this.#findings(await previewProbes(engine, duel, people, step + 1));
        for (const { id } of last) ever.add(id);
        if (isEnough(last) || step + 1 >= state.step + steps) break;
      }
      this.#state = await engine.read();
    } finally {
      engine.dispose();
    }
    return { last, ever };
  }

  #findings(preview: Preview): Finding[] {
    const column = (name: keyof Row) => Float32Array.from(this.#rows, (row) => row[name]);
    return detect({
      ...{ lossReal: column('lossReal'), lossFake: column('lossFake'), kT: column('kT') },
      ...{ lambdaG: column('lambdaG'), mGlobal: column('mGlobal'), peak: column('peak') },
      look: lookOf({ ...preview, joints: probes.joints, count: probes.count, side: preview.heatmap }),
    });
  }
}

/** Nothing wrong, and no longer what was provoked. */
function isMended(findings: readonly Finding[], provoked: FindingId): boolean {
  return findings.every(({ id, kind }) => kind === 'note' && id !== provoked);
}

test.each(provocations.map((provocation) => [provocation.title, provocation] as const))(
  '%s is provoked, and mended by the settings of a sound run',
  async (_, provocation) => {
    const run = new Watched();
    const isSeen = (findings: readonly Finding[]) => findings.some(({ id }) => id === provocation.finding);
    const { ever } = await run.train(provokedConfig(provocation), provocation.steps, isSeen);
    expect([...ever]).toContain(provocation.finding);
    const { last } = await run.train(provokedConfig({ changes: [] }), 300, (findings) => isMended(findings, provocation.finding));
    expect(isMended(last, provocation.finding), last.map(({ id }) => id).join(', ')).toBe(true);
  },
  120_000,
);

test('nothing is wrong with the toy networks at the default settings, but that k_t comes to rest', async () => {
  const { ever } = await new Watched().train(provokedConfig({ changes: [] }), 440, () => false);
  const notes: readonly FindingId[] = ['k-at-zero', 'warming-up', 'duelling'];
  expect([...ever].filter((id) => !notes.includes(id))).toEqual([]);
}, 120_000);
