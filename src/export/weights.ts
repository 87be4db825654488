import { DataError } from '../data/dataset.ts';
import { type ArenaName, arenaSizes, byArena } from '../engine/arenas.ts';
import type { Duel, EngineState, Optimiser } from '../engine/engine.ts';
import type { Config } from '../method/hyperparameters.ts';
import type { Network, Parameter } from '../network/graph.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { badRun } from './badRun.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor, type ReadTensor, type TensorFile } from './safetensors.ts';

// Names and shapes of everything that a run has learnt, as in the PyTorch project: `generator.stem.conv.weight` is [out, in, kernel,
// kernel]. Ours keep [kernel, kernel, in, out]; numbers are only moved, so that a way there and back gives the same bits.

/** Which part of the state to write. */
export type Extent = 'weights' | 'everything';

/** The names that PyTorch gives to what an optimiser keeps, in the order of our slots. */
const slotNames: Readonly<Record<Optimiser['kind'], readonly string[]>> = {
  rmsprop: ['square_avg'],
  adam: ['exp_avg', 'exp_avg_sq'],
};

/** One tensor of the file: a stretch of one of the state's arenas. */
interface Place {
  readonly name: string;
  /** As in the file. */
  readonly shape: readonly number[];
  readonly arena: ArenaName;
  readonly offset: number;
  readonly size: number;
  /** A file of weights may lack it. */
  readonly isOptional: boolean;
}

/**
 * Weights and running statistics of both networks, with `everything` the optimisers' too, in the safetensors format.
 * `metadata` are added to step, k_t and energy; their values must be strings, as the format asks.
 */
export function toSafetensors(
  duel: Duel,
  state: EngineState,
  metadata: Readonly<Record<string, string>>,
  extent: Extent = 'weights',
): Uint8Array<ArrayBuffer> {
  const tensors = places(duel)
    .filter(({ arena }) => extent === 'everything' || !isOptimiser(arena))
    .map((place): NamedTensor => ({ ...place, dtype: 'F32', values: () => toTorch(partOf(state, place), place.shape) }));
  const { step, kT, energy } = state;
  return encodeSafetensors(tensors, { format: 'poseduel', step: String(step), k_t: String(kT), energy: String(energy), ...metadata });
}

/** What a file of weights says about its networks, for whoever imports it. */
export function weightsMetadata(config: Config, skeleton: Skeleton): Record<string, string> {
  return {
    config: JSON.stringify(config),
    size: config.preset,
    normalisation: config.normalisation,
    joints: skeleton.joints.join(' '),
  };
}

/**
 * The state that a safetensors file holds. Step, k_t and energy are taken from the metadata where the file has them.
 * @param file its name, for messages
 * @param before where optimiser slots, running statistics and numbers come from that the file lacks; without it, a file that lacks one is refused
 * @throws DataError 'bad-run' when the file is broken, or its networks are not of the duel's shape
 */
export function fromSafetensors(bytes: Uint8Array, file: string, duel: Duel, before?: EngineState): EngineState {
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const all = places(duel);
  // Before memory for all of it is taken.
  for (const place of all) {
    const tensor = tensors.get(place.name);
    if (tensor) check(tensor, place, file, duel, metadata);
    else if (!(place.isOptional && before)) throw misfit(place.name, 'the file has no such tensor', file, duel, metadata);
  }
  const arenas = before ? byArena((name) => before[name].slice()) : emptyArenas(duel);
  for (const place of all) {
    const values = tensors.get(place.name)?.values as Float32Array | undefined;
    if (values) arenas[place.arena].set(fromTorch(values, place.shape), place.offset);
  }
  const count = (name: string, otherwise = 0) => {
    const value = Number(metadata[name] ?? Number.NaN);
    return value >= 0 && value < Number.POSITIVE_INFINITY ? value : otherwise;
  };
  return {
    ...arenas,
    step: Math.floor(count('step', before?.step)),
    kT: Math.min(1, count('k_t', before?.kT)),
    energy: count('energy', before?.energy),
  };
}

function emptyArenas(duel: Duel): Record<ArenaName, Float32Array> {
  const sizes = arenaSizes(duel);
  return byArena((name) => new Float32Array(sizes[name].reduce((sum, size) => sum + size, 0)));
}

/** Every tensor of a duel's state, in the order of the file. */
function places({ generator, discriminator, optimiserG, optimiserD }: Duel): Place[] {
  return [
    ...weightsOf(generator, 'generator'),
    ...weightsOf(discriminator, 'discriminator'),
    ...statisticsOf(generator, 'statisticsG', ''),
    ...statisticsOf(discriminator, 'statisticsReal', 'real.'),
    ...statisticsOf(discriminator, 'statisticsFake', 'fake.'),
    ...slotsOf(generator, 'optimiserG', optimiserG),
    ...slotsOf(discriminator, 'optimiserD', optimiserD),
  ];
}

function weightsOf(network: Network, arena: ArenaName): Place[] {
  return network.parameters.map((parameter) => ({
    name: `${network.name}.${parameter.name}`,
    shape: torchShape(parameter),
    arena,
    offset: parameter.offset,
    size: parameter.size,
    isOptional: false,
  }));
}

/** `discriminator.pre.norm1.fake.running_mean`: D keeps statistics of real and of generated maps apart. */
function statisticsOf(network: Network, arena: ArenaName, whose: string): Place[] {
  return network.statistics.flatMap(({ name, channels, offset }) =>
    ['running_mean', 'running_var'].map((kind, i) => ({
      name: `${network.name}.${name}.${whose}${kind}`,
      shape: [channels],
      arena,
      offset: offset + i * channels,
      size: channels,
      isOptional: true,
    })),
  );
}

function slotsOf(network: Network, arena: ArenaName, optimiser: Optimiser): Place[] {
  return slotNames[optimiser.kind].flatMap((slot, i) =>
    network.parameters.map((parameter) => ({
      name: `optimiser.${network.name}.${parameter.name}.${slot}`,
      shape: torchShape(parameter),
      arena,
      offset: i * network.parameterCount + parameter.offset,
      size: parameter.size,
      isOptional: true,
    })),
  );
}

function isOptimiser(arena: ArenaName): boolean {
  return arena === 'optimiserG' || arena === 'optimiserD';
}

function partOf(state: EngineState, { arena, offset, size }: Place): Float32Array {
  return state[arena].subarray(offset, offset + size);
}

/** [kernel, kernel, in, out] → [out, in, kernel, kernel]. */
export function torchShape({ shape }: Parameter): readonly number[] {
  return shape.length === 4 ? [shape[3]!, shape[2]!, shape[0]!, shape[1]!] : shape;
}

/** Convolution weights in PyTorch's order. `shape` is PyTorch's too. */
export function toTorch(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length !== 4) return values;
  const moved = new Float32Array(values.length);
  eachWeight(shape, (torch, ours) => {
    moved[torch] = values[ours]!;
  });
  return moved;
}

function fromTorch(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length !== 4) return values;
  const moved = new Float32Array(values.length);
  eachWeight(shape, (torch, ours) => {
    moved[ours] = values[torch]!;
  });
  return moved;
}

function eachWeight(shape: readonly number[], visit: (torch: number, ours: number) => void): void {
  const [cout, cin, height, width] = shape as [number, number, number, number];
  const area = height * width;
  for (let o = 0, torch = 0; o < cout; o++)
    for (let i = 0; i < cin; i++) for (let k = 0; k < area; k++, torch++) visit(torch, (k * cin + i) * cout + o);
}

function check(tensor: ReadTensor, place: Place, file: string, duel: Duel, metadata: TensorFile['metadata']): void {
  const { shape, values } = tensor;
  if (shape.length !== place.shape.length || shape.some((n, i) => n !== place.shape[i]))
    throw misfit(place.name, `the tensor is [${shape.join(', ')}], this run wants [${place.shape.join(', ')}]`, file, duel, metadata);
  if (values instanceof Float64Array) throw misfit(place.name, 'the numbers are float64, not float32', file, duel, metadata);
  if (!values.every(Number.isFinite))
    throw badRun(file, place.name, 'some of its numbers are not finite', {
      cure: 'Nothing can be learnt from there on: take the weights of an earlier moment.',
    });
}

function misfit(place: string, problem: string, file: string, duel: Duel, metadata: TensorFile['metadata']): DataError {
  const made = metadata.size && metadata.normalisation ? ` The file was made with ${described(metadata)}.` : '';
  const here = `size and normalisation that fit it, on a dataset with as many joints (here ${duel.joints})`;
  return new DataError('bad-run', { file, place, problem, cure: `Choose ${here}, and import the weights again.${made}` });
}

function described({ size, normalisation, joints }: TensorFile['metadata']): string {
  const count = joints ? `, ${joints.split(' ').length} joints` : '';
  return `size “${size}”, ${normalisation} normalisation${count}`;
}
