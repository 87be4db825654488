import { beforeAll, expect, test } from 'vitest';
import { openPictureStore, storeSize } from '../../data/pictures.ts';
import { initialState } from '../../engine/initial.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { mGlobal } from '../../method/controller.ts';
import { detect, type Finding } from '../../method/detectors.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { lookOf } from '../../method/poseVariety.ts';
import { provocations, provokedConfig } from '../../method/provocations.ts';
import { presets } from '../../network/presets.ts';
import { createRandom } from '../../pose/random.ts';
import { duelOf } from '../../train/duel.ts';
import type { Probes } from '../../train/events.ts';
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

/** Trains for `steps` steps, or until `isSeen`, and says what the detectors saw at any time; they look every 20 steps. */
async function seen(settings: Config, steps: number, isSeen: (findings: readonly Finding[]) => boolean): Promise<Set<string>> {
  const config = { ...settings, evaluateEvery: 5000 };
  const duel = duelOf(config, people.skeleton.joints.length);
  const state = initialState(duel, createRandom(config.seed), config.kStart);
  const engine = await wasmFactory(nodeWasm(1)).create(duel, state);
  const rows: Record<'lossReal' | 'lossFake' | 'kT' | 'lambdaG' | 'mGlobal' | 'peak', number>[] = [];
  const all = new Set<string>();
  const column = (name: keyof (typeof rows)[number]) => Float32Array.from(rows, (row) => row[name]);
  try {
    for await (const event of train({ config, duel, people, engine, state, live: () => config, wantsPreview: () => false, keep() {} })) {
      if (event.kind !== 'step') break;
      const { lossReal, lossFake, kT, peak, step } = event.metrics;
      rows.push({ lossReal, lossFake, kT, peak, lambdaG: event.lambdaG, mGlobal: mGlobal(lossReal, lossFake, event.gamma) });
      if ((step + 1) % 20 !== 0) continue;
      const preview = await previewProbes(engine, duel, people, step + 1);
      const findings = detect({
        ...{ lossReal: column('lossReal'), lossFake: column('lossFake'), kT: column('kT') },
        ...{ lambdaG: column('lambdaG'), mGlobal: column('mGlobal'), peak: column('peak') },
        look: lookOf({ ...preview, joints: probes.joints, count: probes.count, side: preview.heatmap }),
      });
      for (const { id, kind } of findings) all.add(kind === 'trouble' || id === 'k-at-zero' ? id : '');
      if (isSeen(findings) || step + 1 >= steps) break;
    }
  } finally {
    engine.dispose();
  }
  all.delete('');
  return all;
}

test.each(provocations.map((provocation) => [provocation.title, provocation] as const))(
  '%s is provoked',
  async (_, provocation) => {
    const found = await seen(provokedConfig(provocation), provocation.steps, (findings) =>
      findings.some(({ id }) => id === provocation.finding),
    );
    expect(found).toContain(provocation.finding);
  },
  120_000,
);

test('nothing is wrong with the toy networks at the default settings, but that k_t comes to rest', async () => {
  const found = await seen(provokedConfig({ changes: [] }), 440, () => false);
  expect([...found].filter((id) => id !== 'k-at-zero')).toEqual([]);
}, 120_000);
