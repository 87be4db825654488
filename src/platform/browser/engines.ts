import type { EngineFactory } from '../../engine/engine.ts';
import { tfjsFactory } from '../../engine/tfjs/factory.ts';
import { tfjsBackends } from './tfjs.ts';

/** Every engine of the browser, in the order of choice among those on real hardware. */
export const engines: readonly EngineFactory[] = [...tfjsBackends.map(tfjsFactory)];
