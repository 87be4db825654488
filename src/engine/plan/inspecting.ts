import type { Duel, Inspection, InspectionRequest } from '../engine.ts';
import { gradientFactor } from '../gradientFactor.ts';
import { activationOf, type InspectionPlan, readingOf } from './inspect.ts';
import type { Plan } from './plan.ts';

/** The buffers that an answer is read from. */
export function buffersAsked(inspection: InspectionPlan, { places, gradients }: InspectionRequest): ReadonlySet<number> {
  const asked = new Set<number>();
  for (const place of places) {
    const { buffer, norm } = readingOf(inspection, place);
    asked.add(buffer);
    if (norm) asked.add(norm.coefficients);
  }
  const { maps, gradientMse, gradientAdversarial } = inspection.plan.named;
  if (gradients) for (const id of [maps!, gradientMse!, gradientAdversarial!]) asked.add(id);
  return asked;
}

/**
 * The answer of a compiled engine, picture by picture.
 * @param run runs the inspection plan on one picture, with a factor and a λ_G of 1, and gives a way to the buffers asked for
 */
export async function inspectInParts(
  duel: Duel,
  inspection: InspectionPlan,
  meanEnergy: number,
  pictures: number,
  request: InspectionRequest,
  run: (picture: number) => Promise<(buffer: number) => Float32Array>,
): Promise<Inspection> {
  const { plan } = inspection;
  const readings = request.places.map((place) => readingOf(inspection, place));
  const activations: Float32Array[][] = readings.map(() => []);
  const [truth, mse, adversarial]: [Float32Array[], Float32Array[], Float32Array[]] = [[], [], []];
  for (let picture = 0; picture < pictures; picture++) {
    const values = await run(picture);
    readings.forEach((reading, i) => {
      activations[i]!.push(activationOf(plan, reading, values));
    });
    if (!request.gradients) continue;
    truth.push(named(plan, 'maps', values));
    mse.push(named(plan, 'gradientMse', values));
    adversarial.push(named(plan, 'gradientAdversarial', values));
  }
  if (!request.gradients) return { activations: activations.map(joined), gradients: null };
  const factor = gradientFactor(duel, meanEnergy, joined(truth));
  const scaled = (parts: readonly Float32Array[]) => joined(parts).map((value) => factor * value);
  return { activations: activations.map(joined), gradients: { mse: scaled(mse), adversarial: scaled(adversarial) } };
}

function named(plan: Plan, name: keyof Plan['named'], values: (buffer: number) => Float32Array): Float32Array {
  return activationOf(plan, { buffer: plan.named[name]!, picture: 0 }, values);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}
