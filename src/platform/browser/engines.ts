import type { EngineFactory } from '../../engine/engine.ts';
import { tfjsFactory } from '../../engine/tfjs/factory.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { tfjsBackends } from './tfjs.ts';
import { browserWasm } from './wasm.ts';

/** Every engine of the browser, in the order of choice among those on real hardware. */
export const engines: readonly EngineFactory[] = [wasmFactory(browserWasm()), ...tfjsBackends.map(tfjsFactory)];
