import { type Duel, EngineError, type EngineFactory, type EngineState } from '../engine.ts';
import type { PlanOptions } from '../plan/draft.ts';
import { planInspection } from '../plan/inspect.ts';
import { planExamination, planRedrawing } from '../plan/look.ts';
import { planStep } from '../plan/step.ts';
import { type CompileOptions, compile } from './compile.ts';
import { WebGpuEngine } from './engine.ts';
import { inputPlaces } from './inputs.ts';
import type { Subject } from './kernels/site.ts';
import { gpuLimit } from './limit.ts';
import { DeviceWatch } from './lost.ts';
import { DeviceMemory, sizesOf } from './memory.ts';
import type { GpuPlatform, OpenGpu } from './platform.ts';
import { callsOf, Program } from './program.ts';

/** How plans are written for WebGPU: a kernel does not own a row, and a range may not be read and written under two names. */
export const planOptions: PlanOptions = { rowSums: false, inPlace: false };

/** The WebGPU engine on the devices of a platform. */
export function webgpuFactory(platform: GpuPlatform): EngineFactory {
  return {
    id: 'webgpu',
    title: 'WebGPU',
    probe: () => platform.probe(),
    limit: () => gpuLimit(platform, planOptions),
    async create(duel, state, options = {}) {
      options.signal?.throwIfAborted();
      const gpu = await platform.open();
      try {
        return await build(gpu, duel, state, options);
      } catch (error) {
        gpu.close();
        options.signal?.throwIfAborted();
        throw error instanceof EngineError ? error : new EngineError('internal', String(error), { cause: error });
      }
    },
  };
}

async function build(gpu: OpenGpu, duel: Duel, state: EngineState, options: CompileOptions): Promise<WebGpuEngine> {
  const watch = new DeviceWatch(gpu.device);
  const step = planStep(duel, planOptions);
  const inspection = planInspection(duel, planOptions);
  const plans = [
    step,
    planExamination(duel, duel.batch, planOptions),
    planRedrawing(duel, duel.batch, 'real', planOptions),
    planRedrawing(duel, duel.batch, 'fake', planOptions),
    inspection.plan,
  ];
  const inputs = inputPlaces(duel.batch, duel.joints);
  const calls = plans.map((plan) => callsOf(plan, subjectOf(duel), inputs, !gpu.software));
  const pipelines = await watch.guard(() => compile(gpu.device, calls.flat(), options));
  const memory = await watch.guard(() => watch.checked(() => new DeviceMemory(gpu.device, sizesOf(duel, step, plans))));
  try {
    return await watch.guard(() =>
      watch.checked(() => {
        const [first, examination, real, fake, inside] = plans.map((plan, i) => new Program(plan, calls[i]!, pipelines, memory));
        const programs = {
          step: first!,
          examination: examination!,
          redrawing: { real: real!, fake: fake! },
          looking: { inspection, program: inside! },
        };
        return new WebGpuEngine(duel, gpu, memory, programs, watch, state);
      }),
    );
  } catch (error) {
    memory.dispose();
    throw error;
  }
}

/** What the kernels of a duel are written for. */
export function subjectOf(duel: Duel): Subject {
  const { generator, discriminator } = duel;
  return {
    ...duel,
    parameterCounts: { generator: generator.parameterCount, discriminator: discriminator.parameterCount },
    statisticsCount: {
      generator: generator.statisticsCount,
      real: discriminator.statisticsCount,
      fake: discriminator.statisticsCount,
    },
  };
}
