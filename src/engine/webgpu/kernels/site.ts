import type { Duel } from '../../engine.ts';
import { padded } from '../../plan/draft.ts';
import type { NetworkName, Plan, PlanBuffer, StatisticsSet } from '../../plan/plan.ts';
import { liveFloats, metricsHead } from '../../plan/scalars.ts';
import type { InputPlaces } from '../inputs.ts';
import type { Storage } from './call.ts';

/** What of a duel decides how kernels are written. */
export type Subject = Pick<Duel, 'batch' | 'heatmap' | 'joints' | 'sigma' | 'lossScale' | 'foreground' | 'optimiserG' | 'optimiserD'> & {
  readonly parameterCounts: Readonly<Record<NetworkName, number>>;
  readonly statisticsCount: Readonly<Record<StatisticsSet, number>>;
};

/** Where a kernel is at work: the plan, the duel, and the ways to name what it binds. */
export class Site {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly inputs: InputPlaces;
  /** Whether lanes of a workgroup should share work by way of barriers: see `reduce.ts`. */
  readonly cooperative: boolean;

  constructor(plan: Plan, subject: Subject, inputs: InputPlaces, cooperative: boolean) {
    this.cooperative = cooperative;
    this.plan = plan;
    this.subject = subject;
    this.inputs = inputs;
  }

  buffer(id: number): PlanBuffer & { readonly quads: number } {
    const buffer = this.plan.buffers[id]!;
    return { ...buffer, quads: buffer.pitch / 4 };
  }

  /** A buffer of the plan. */
  maps(id: number, element: 'vec4f' | 'f32' = 'vec4f'): Storage {
    const { offset, floats } = this.buffer(id);
    return { place: { buffer: 'arena', offset: 4 * offset, bytes: 4 * floats }, element, access: 'read_write' };
  }

  /** Addends as bindings `addend0`, …, and the text that adds them up at an index. */
  addends(ids: readonly number[]): { storage: Record<string, Storage>; plus: (index: string) => string } {
    const names = ids.map((_, i) => `addend${i}`);
    return {
      storage: Object.fromEntries(ids.map((id, i) => [names[i]!, this.maps(id)])),
      plus: (index) => names.map((name) => ` + ${name}[${index}]`).join(''),
    };
  }

  parameters(network: NetworkName, element: 'vec4f' | 'f32', access: Storage['access'] = 'read'): Storage {
    const bytes = 4 * padded(this.subject.parameterCounts[network]);
    return { place: { buffer: `parameters.${network}`, offset: 0, bytes }, element, access };
  }

  /** [slices, padded parameter count]. */
  gradients(network: NetworkName, element: 'vec4f' | 'f32', access: Storage['access'] = 'read_write'): Storage {
    const { slices } = this.plan.gradients[network];
    const bytes = 4 * slices * this.rowFloats(network);
    return { place: { buffer: `gradients.${network}`, offset: 0, bytes }, element, access };
  }

  /** Slices of a network's gradient, and how many of them come first and count as they are; those after, of generated maps, count −k_t times. */
  slices(network: NetworkName): { readonly slices: number; readonly positive: number } {
    const { slices } = this.plan.gradients[network];
    return { slices, positive: network === 'discriminator' ? slices / 2 : slices };
  }

  /** Floats of a row of a network's gradients and of the optimiser's slots. */
  rowFloats(network: NetworkName): number {
    return padded(this.subject.parameterCounts[network]);
  }

  statistics(set: StatisticsSet): Storage {
    const bytes = 4 * Math.max(4, this.subject.statisticsCount[set]);
    return { place: { buffer: `statistics.${set}`, offset: 0, bytes }, element: 'f32', access: 'read_write' };
  }

  live(): Storage {
    return { place: { ...this.inputs.live, bytes: 4 * liveFloats }, element: 'f32', access: 'read' };
  }

  metrics(access: Storage['access'] = 'read'): Storage {
    const bytes = 4 * padded(metricsHead + 3 * this.subject.joints);
    return { place: { buffer: 'metrics', offset: 0, bytes }, element: 'f32', access };
  }

  /** [B, pitch of maps]. */
  jointWeights(element: 'vec4f' | 'f32', access: Storage['access'] = 'read'): Storage {
    const { batch, joints } = this.subject;
    return { place: { buffer: 'jointWeights', offset: 0, bytes: 4 * batch * padded(joints) }, element, access };
  }
}
