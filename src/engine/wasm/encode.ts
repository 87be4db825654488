import { lossFactor } from '../../method/losses.ts';
import type { Duel } from '../engine.ts';
import { padded } from '../plan/draft.ts';
import type { Instruction, NetworkName, Plan, PlanBuffer, StatisticsSet } from '../plan/plan.ts';
import { liveCorrectionsD, liveCorrectionsG, liveLearningRateD, liveLearningRateG, liveTrainD, liveTrainG } from '../plan/scalars.ts';
import { convolutionKey, type Places } from './places.ts';
import * as f from './record.ts';
import { stripRows } from './strips.ts';

/** A record as a list of words by their byte offsets. */
export type Words = Readonly<Record<number, number>>;

/** A plan's instructions as records, in order. */
export function encode(plan: Plan, duel: Duel, places: Places): Words[] {
  return plan.instructions.map((instruction) => encodeOne(instruction, plan, duel, places));
}

function encodeOne(instruction: Instruction, plan: Plan, duel: Duel, places: Places): Words {
  const buffer = (id: number): PlanBuffer => plan.buffers[id]!;
  const at = (id: number | undefined): number => (id === undefined ? 0 : places.arena + 4 * buffer(id).offset);
  const addends = (ids: readonly number[]): Words => ({ [f.atAddend0]: at(ids[0]), [f.atAddend1]: at(ids[1]) });
  const shape = (id: number): Words => {
    const [n, h, w] = buffer(id).shape;
    return { [f.atN]: n, [f.atH]: h, [f.atW]: w, [f.atPitch]: buffer(id).pitch };
  };
  const outShape = (id: number): Words => {
    const [, h, w] = buffer(id).shape;
    return { [f.atOutH]: h, [f.atOutW]: w, [f.atOutPitch]: buffer(id).pitch };
  };
  const rowsOf = (id: number): number => buffer(id).shape[0] * buffer(id).shape[1];
  const gradient = (network: NetworkName, offset0: number, offset1: number): Words => ({
    [f.atGradient0]: places.gradients[network] + 4 * offset0,
    [f.atGradient1]: places.gradients[network] + 4 * offset1,
    [f.atSliceBytes]: 4 * padded(plan.gradients[network].parameterCount),
    [f.atSlices]: plan.gradients[network].slices,
  });
  const statistics = (sets: readonly StatisticsSet[], offset: number): Words => ({
    [f.atShares]: sets.length,
    [f.atStatistics0]: offset < 0 ? 0 : places.statistics[sets[0]!] + 4 * offset,
    [f.atStatistics1]: offset < 0 || sets.length < 2 ? 0 : places.statistics[sets[1]!] + 4 * offset,
  });
  const weights = { [f.atState]: places.jointWeights };
  const scalars = { [f.atLive]: places.live, [f.atMetrics]: places.metrics, ...weights };

  switch (instruction.kind) {
    case 'sample': {
      const { out } = instruction.writes;
      return { ...task(f.kindSample, rowsOf(out)), [f.atY]: places.views, [f.atOut]: at(out), ...outShape(out) };
    }
    case 'draw': {
      const { out } = instruction.writes;
      const sizes = { [f.atCin]: duel.joints, [f.atNumber0]: bits(-1 / (2 * duel.sigma ** 2)), ...outShape(out) };
      return { ...task(f.kindDraw, instruction.count), [f.atX]: places.joints, [f.atOut]: at(out), ...weights, ...sizes };
    }
    case 'mask': {
      const { maps } = instruction.reads;
      const operands = { [f.atX]: at(maps), [f.atOut]: at(instruction.writes.out), [f.atFrom]: instruction.at };
      return { ...task(f.kindMask, buffer(maps).shape[0]), ...operands, ...shape(maps), ...weights };
    }
    case 'resize': {
      const { out } = instruction.writes;
      const { x } = instruction.reads;
      const operands = { [f.atX]: at(x), [f.atOut]: at(out), [f.atStride]: instruction.factor };
      return { ...task(f.kindResize, rowsOf(out)), ...operands, ...shape(x), ...outShape(out) };
    }
    case 'concat': {
      const { a, b } = instruction.reads;
      const { out } = instruction.writes;
      const channels = { [f.atCin]: buffer(a).shape[3], [f.atCout]: buffer(b).shape[3] };
      const operands = { [f.atX]: at(a), [f.atY]: at(b), [f.atOut]: at(out) };
      return { ...task(f.kindConcat, rowsOf(out)), ...operands, ...channels, ...shape(a), ...outShape(out) };
    }
    case 'conv': {
      const { x, coefficients } = instruction.reads;
      const { out, sums } = instruction.writes;
      const { conv } = instruction;
      const panels = places.panels.get(convolutionKey(conv))!;
      const rows = stripRows(conv.kernel, conv.stride, buffer(x), buffer(out));
      return {
        ...strips(f.kindConv, buffer(out), buffer(out).shape[0], rows),
        ...{ [f.atX]: at(x), [f.atCoefficients]: at(coefficients), [f.atOut]: at(out), [f.atSums]: at(sums) },
        ...{ [f.atKernel]: conv.kernel, [f.atStride]: conv.stride, [f.atWeights]: panels.forward, [f.atBias]: panels.bias },
        ...addends(instruction.reads.addends),
        ...shape(x),
        ...outShape(out),
      };
    }
    case 'inputGradient': {
      const { dy, x, coefficients } = instruction.reads;
      const { out, sums } = instruction.writes;
      const { conv } = instruction;
      const rows = stripRows(conv.kernel, 1, buffer(dy), buffer(out), conv.stride);
      return {
        ...strips(f.kindInputGradient, buffer(out), instruction.count, rows),
        ...{ [f.atX]: at(x), [f.atY]: at(dy), [f.atCoefficients]: at(coefficients), [f.atOut]: at(out), [f.atSums]: at(sums) },
        ...{ [f.atKernel]: conv.kernel, [f.atStride]: conv.stride, [f.atFrom]: instruction.from },
        [f.atWeights]: places.panels.get(convolutionKey(conv))!.transposed,
        ...addends(instruction.reads.addends),
        ...shape(dy),
        ...outShape(out),
      };
    }
    case 'weightGradient': {
      const { dy, x, coefficients } = instruction.reads;
      const { conv } = instruction;
      const { slices } = plan.gradients[conv.network];
      return {
        // Few slices leave threads idle, so kernel rows go to tasks of their own.
        ...task(f.kindWeightGradient, slices * (slices < 4 ? conv.kernel : 1)),
        ...{ [f.atX]: at(x), [f.atY]: at(dy), [f.atCoefficients]: at(coefficients) },
        ...{ [f.atKernel]: conv.kernel, [f.atStride]: conv.stride, [f.atCin]: conv.cin, [f.atCout]: conv.cout },
        [f.atRows]: stripRows(conv.kernel, conv.stride, buffer(x), buffer(dy)),
        ...gradient(conv.network, conv.weight, conv.bias),
        ...{ [f.atShares]: sharesOf(conv.network), [f.atMetrics]: places.metrics },
        ...shape(x),
        ...outShape(dy),
      };
    }
    case 'moments':
    case 'frozen': {
      const { norm, sets } = instruction;
      const frozen = instruction.kind === 'frozen';
      const { coefficients } = instruction.writes;
      const grouped = norm.mode === 'group';
      const [n] = buffer(coefficients).shape;
      const operands: Words =
        instruction.kind === 'frozen'
          ? { [f.atN]: n, [f.atPitch]: buffer(coefficients).pitch }
          : { [f.atX]: at(instruction.reads.x), [f.atSums]: at(instruction.reads.sums), ...shape(instruction.reads.x) };
      return {
        ...task(frozen ? f.kindFrozen : f.kindMoments, grouped ? n : sets.length),
        ...{ [f.atOut]: at(coefficients), [f.atGroupSize]: grouped ? norm.groupSize : 0, [f.atCin]: norm.channels },
        [f.atParameter0]: places.parameters[norm.network] + 4 * norm.gain,
        [f.atParameter1]: places.parameters[norm.network] + 4 * norm.shift,
        ...statistics(sets, norm.statistics),
        ...operands,
      };
    }
    case 'normSlopes': {
      const { norm, shares } = instruction;
      const { x, coefficients, sums } = instruction.reads;
      const grouped = norm.mode === 'group';
      return {
        ...task(f.kindNormSlopes, grouped ? plan.gradients[norm.network].slices : shares),
        ...{ [f.atX]: at(x), [f.atCoefficients]: at(coefficients), [f.atSums]: at(sums), [f.atOut]: at(instruction.writes.slopes) },
        ...{ [f.atGroupSize]: grouped ? norm.groupSize : 0, [f.atCin]: norm.channels, [f.atShares]: shares },
        [f.atParameter0]: places.parameters[norm.network] + 4 * norm.gain,
        ...gradient(norm.network, norm.gain, norm.shift),
        ...shape(x),
      };
    }
    case 'normGradient': {
      const { dn, x, slopes } = instruction.reads;
      const operands = { [f.atX]: at(x), [f.atY]: at(dn), [f.atCoefficients]: at(slopes), [f.atOut]: at(instruction.writes.out) };
      return { ...task(f.kindNormGradient, rowsOf(x)), ...operands, ...addends(instruction.reads.addends), ...shape(x) };
    }
    case 'rectify':
    case 'rectifyGradient': {
      const { x, coefficients } = instruction.reads;
      const { out, sums } = instruction.writes;
      const operands = { [f.atX]: at(x), [f.atCoefficients]: at(coefficients), [f.atOut]: at(out), [f.atSums]: at(sums), ...shape(x) };
      if (instruction.kind === 'rectify') return { ...task(f.kindRectify, rowsOf(x)), ...operands };
      const { dy, addends: more } = instruction.reads;
      return { ...task(f.kindRectifyGradient, rowsOf(x)), ...operands, [f.atY]: at(dy), ...addends(more) };
    }
    case 'maxPool':
    case 'upsample': {
      const { out, sums } = instruction.writes;
      const { x } = instruction.reads;
      const operands = { [f.atX]: at(x), [f.atOut]: at(out), [f.atSums]: at(sums), ...shape(x), ...outShape(out) };
      if (instruction.kind === 'maxPool') return { ...task(f.kindMaxPool, rowsOf(out)), ...operands };
      return { ...task(f.kindUpsample, rowsOf(out)), ...operands, ...addends(instruction.reads.addends) };
    }
    case 'maxPoolGradient': {
      const { dy, x, addends: more } = instruction.reads;
      const operands = { [f.atX]: at(x), [f.atY]: at(dy), [f.atOut]: at(instruction.writes.out) };
      return { ...task(f.kindMaxPoolGradient, rowsOf(dy)), ...operands, ...addends(more), ...shape(x) };
    }
    case 'upsampleGradient': {
      const { dy, addends: more } = instruction.reads;
      const { out } = instruction.writes;
      const operands = { [f.atY]: at(dy), [f.atOut]: at(out), ...shape(dy), ...outShape(out) };
      return { ...task(f.kindUpsampleGradient, rowsOf(out)), ...operands, ...addends(more) };
    }
    case 'sum': {
      const { out, sums } = instruction.writes;
      const operands = { [f.atOut]: at(out), [f.atSums]: at(sums), ...outShape(out) };
      return { ...task(f.kindSum, rowsOf(out)), ...operands, ...addends(instruction.reads.addends) };
    }
    case 'slice': {
      const { dy } = instruction.reads;
      const { out } = instruction.writes;
      const operands = { [f.atY]: at(dy), [f.atOut]: at(out), [f.atFrom]: instruction.channel, [f.atCout]: buffer(out).shape[3] };
      return { ...task(f.kindSlice, rowsOf(out)), ...operands, ...shape(dy), ...outShape(out) };
    }
    case 'compare': {
      const { maps, redrawn, generated } = instruction.reads;
      const operands = { [f.atX]: at(maps), [f.atY]: at(generated.at(-1)), [f.atZ]: at(redrawn), [f.atOut]: at(instruction.writes.out) };
      const others = { [f.atBias]: places.stackTable, [f.atKernel]: generated.length - 1, [f.atNumber0]: bits(duel.foreground) };
      return { ...task(f.kindCompare, rowsOf(generated.at(-1)!)), ...operands, ...others, ...shape(generated.at(-1)!), ...scalars };
    }
    case 'score': {
      const { sums } = instruction.reads;
      const constant = { [f.atNumber0]: bits(fixedFactor(duel)), [f.atCin]: duel.joints };
      return { ...task(f.kindScore, 1), [f.atX]: at(sums), ...shape(sums), ...constant, ...scalars };
    }
    case 'seedDiscriminator': {
      const { maps, redrawn, generated } = instruction.reads;
      const { out } = instruction.writes;
      const operands = { [f.atX]: at(maps), [f.atY]: at(generated), [f.atZ]: at(redrawn), [f.atOut]: at(out) };
      return { ...task(f.kindSeedDiscriminator, rowsOf(out)), ...operands, ...shape(generated), ...scalars };
    }
    case 'seedGenerator': {
      const { maps, generated, adversarial, redrawn } = instruction.reads;
      const { out } = instruction.writes;
      const operands = {
        [f.atX]: at(maps),
        [f.atY]: at(generated),
        [f.atAddend0]: at(adversarial),
        [f.atZ]: at(redrawn),
        [f.atOut]: at(out),
      };
      return {
        ...task(f.kindSeedGenerator, rowsOf(out)),
        ...operands,
        [f.atNumber0]: bits(duel.foreground),
        ...shape(generated),
        ...scalars,
      };
    }
    case 'update':
      return update(instruction.network, plan, duel, places);
    default:
      return instruction satisfies never;
  }
}

/** Addresses of the maps of all stacks but the last, for `compare`. */
export function otherStacks(plan: Plan, places: Places): readonly number[] {
  const compare = plan.instructions.find(({ kind }) => kind === 'compare');
  if (compare?.kind !== 'compare') return [];
  return compare.reads.generated.slice(0, -1).map((id) => places.arena + 4 * plan.buffers[id]!.offset);
}

/** Parameters that one task updates. */
const updateRun = 4096;

function update(network: NetworkName, plan: Plan, duel: Duel, places: Places): Words {
  const isG = network === 'generator';
  const optimiser = isG ? duel.optimiserG : duel.optimiserD;
  const { parameterCount, slices } = plan.gradients[network];
  const adam = optimiser.kind === 'adam';
  return {
    ...task(f.kindUpdate, Math.ceil(parameterCount / updateRun)),
    ...{ [f.atRows]: updateRun, [f.atCin]: parameterCount, [f.atSlices]: slices, [f.atSliceBytes]: 4 * padded(parameterCount) },
    ...{
      [f.atParameter0]: places.parameters[network],
      [f.atGradient0]: places.gradients[network],
      [f.atState]: places.optimisers[network],
    },
    ...{ [f.atShares]: sharesOf(network), [f.atLive]: places.live, [f.atMetrics]: places.metrics },
    [f.atOption]: isG ? liveTrainG : liveTrainD,
    [f.atStride]: isG ? liveLearningRateG : liveLearningRateD,
    [f.atKernel]: adam ? (isG ? liveCorrectionsG : liveCorrectionsD) : -1,
    [f.atNumber0]: bits(adam ? optimiser.beta1 : optimiser.decay),
    [f.atNumber1]: bits(adam ? optimiser.beta2 : 0),
    [f.atNumber2]: bits(optimiser.epsilon),
  };
}

/** How many losses a network's gradient is made of: D's is that on true maps less k_t times that on generated ones. */
function sharesOf(network: NetworkName): number {
  return network === 'discriminator' ? 2 : 1;
}

/** The factor of the losses where it does not follow the energy; else 0. */
function fixedFactor(duel: Duel): number {
  const { batch, heatmap, joints } = duel;
  return duel.lossScale === 'energy' ? 0 : lossFactor(duel.lossScale, 0, { batch, h: heatmap, w: heatmap, joints });
}

function task(kind: number, tasks: number): Words {
  return { [f.atKind]: kind, [f.atTasks]: tasks };
}

function strips(kind: number, out: PlanBuffer, pictures: number, rows: number): Words {
  const count = Math.ceil(out.shape[1] / rows);
  return { ...task(kind, pictures * count), [f.atRows]: rows, [f.atStrips]: count };
}

/** A float32 as the word that holds it. */
function bits(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0]!;
}
