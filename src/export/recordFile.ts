import { type RecordName, recordNames } from '../method/recordNames.ts';
import type { Evaluation } from '../train/events.ts';
import type { JointRecord } from '../train/jointRecord.ts';
import { type RunRecord, scoreNames } from '../train/record.ts';
import { badRun } from './badRun.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor, type TensorFile } from './safetensors.ts';

// How a run went, as columns in the safetensors format: `step` [n] and each number of a step [n]; `evaluation.step` [m], each number of
// an evaluation [m], and those by joint [m, J]; `joint.step` [k] and each number of a step by joint [k, J], where there are any.

const scoresByJoint = ['pckByJoint', 'commentByJoint'] as const;
const lossesByJoint = ['jointReal', 'jointFake'] as const;

export function encodeRecord({ step, columns, evaluations, byJoint }: RunRecord, joints: number): Uint8Array<ArrayBuffer> {
  const n = step.length;
  const m = evaluations.length;
  const tensors: NamedTensor[] = [
    { name: 'step', dtype: 'F64', shape: [n], values: () => step },
    ...recordNames.map((name): NamedTensor => ({ name, dtype: 'F32', shape: [n], values: () => columns[name] })),
    // In float64, as they are computed.
    ...scoreNames.map(
      (name): NamedTensor => ({
        name: `evaluation.${name}`,
        dtype: 'F64',
        shape: [m],
        // A set has one of PCKh, OKS and PCK by box, or none.
        values: () => Float64Array.from(evaluations, (each) => each[name] ?? Number.NaN),
      }),
    ),
    ...scoresByJoint.map(
      (name): NamedTensor => ({
        name: `evaluation.${name}`,
        dtype: 'F32',
        shape: [m, joints],
        values: () => {
          const all = new Float32Array(m * joints);
          evaluations.forEach((each, i) => {
            all.set(each[name], i * joints);
          });
          return all;
        },
      }),
    ),
  ];
  if (byJoint) {
    const k = byJoint.step.length;
    tensors.push({ name: 'joint.step', dtype: 'F64', shape: [k], values: () => byJoint.step });
    for (const name of lossesByJoint)
      tensors.push({ name: `joint.${name}`, dtype: 'F32', shape: [k, joints], values: () => byJoint[name] });
  }
  return encodeSafetensors(tensors, { format: 'poseduel-metrics' });
}

/** @throws DataError 'bad-run' when a column is missing or not as long as the others */
export function decodeRecord(bytes: Uint8Array, file: string, joints: number): RunRecord {
  const { tensors } = decodeSafetensors(bytes, file);
  const n = tensors.get('step')?.values.length ?? 0;
  const m = tensors.get('evaluation.step')?.values.length ?? 0;
  const step = steps(tensors, 'step', n, file);
  const columns = Object.fromEntries(recordNames.map((name) => [name, column(tensors, name, Float32Array, n, file)]));
  // A file of an earlier version has fewer numbers an evaluation; what it does not say is not known.
  const unknown = new Float64Array(m).fill(Number.NaN);
  const score = Object.fromEntries(
    scoreNames.map((name) => [
      name,
      tensors.has(`evaluation.${name}`) ? column(tensors, `evaluation.${name}`, Float64Array, m, file) : unknown,
    ]),
  );
  const scores = Object.fromEntries(
    scoresByJoint.map((name) => [name, column(tensors, `evaluation.${name}`, Float32Array, m * joints, file)]),
  );
  const evaluations = Array.from({ length: m }, (_, i) => {
    const numbers = Object.fromEntries(scoreNames.map((name) => [name, score[name]![i]!]));
    const rows = Object.fromEntries(scoresByJoint.map((name) => [name, scores[name]!.slice(i * joints, (i + 1) * joints)]));
    const known = (name: string) => (Number.isNaN(numbers[name]) ? null : numbers[name]);
    const bySet = { pckh: known('pckh'), oks: known('oks'), oksAp: known('oksAp'), pckBox: known('pckBox') };
    return { ...numbers, ...rows, ...bySet } as Evaluation;
  });
  const byJoint = tensors.has('joint.step') ? decodeByJoint(tensors, file, joints) : undefined;
  return { step, columns: columns as Record<RecordName, Float32Array>, evaluations, ...(byJoint ? { byJoint } : {}) };
}

function decodeByJoint(tensors: TensorFile['tensors'], file: string, joints: number): JointRecord {
  const k = tensors.get('joint.step')?.values.length ?? 0;
  const numbers = lossesByJoint.map((name) => [name, column(tensors, `joint.${name}`, Float32Array, k * joints, file)]);
  return { step: steps(tensors, 'joint.step', k, file), ...(Object.fromEntries(numbers) as Omit<JointRecord, 'step'>) };
}

function steps(tensors: TensorFile['tensors'], name: string, length: number, file: string): Float64Array {
  const step = column(tensors, name, Float64Array, length, file);
  if (step.some((value, i) => !(Number.isInteger(value) && value >= 0) || (i > 0 && value <= step[i - 1]!)))
    throw badRun(file, name, 'the steps do not grow');
  return step;
}

function column<Values extends Float32Array | Float64Array>(
  tensors: TensorFile['tensors'],
  name: string,
  kind: new () => Values,
  length: number,
  file: string,
): Values {
  const values = tensors.get(name)?.values;
  if (!(values instanceof kind)) throw badRun(file, name, 'there is no such column of the right type');
  if (values.length !== length) throw badRun(file, name, `the column has ${values.length} rows, not ${length}`);
  return values;
}
