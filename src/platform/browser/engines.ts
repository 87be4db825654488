import type { EngineFactory } from '../../engine/engine.ts';
import { tfjsFactory } from '../../engine/tfjs/factory.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { webgpuFactory } from '../../engine/webgpu/factory.ts';
import { tfjsBackends } from './tfjs.ts';
import { trusted } from './trust.ts';
import { browserWasm } from './wasm.ts';
import { browserGpu } from './webgpu.ts';

/** Every engine of the browser, in the order of choice among those on real hardware. */
export const engines: readonly EngineFactory[] = [
  trusted(webgpuFactory(browserGpu)),
  trusted(wasmFactory(browserWasm())),
  ...tfjsBackends.map(tfjsFactory),
];
