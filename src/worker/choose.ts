import { type Duel, type Engine, EngineError, type EngineFactory, type EngineState } from '../engine/engine.ts';
import type { EngineChoice, EngineOption } from './protocol.ts';

/** An engine that runs, and why it is this one. */
export interface Chosen {
  readonly engine: Engine;
  readonly reason: string;
  /** Engines that were tried before it and did not start. */
  readonly failures: readonly string[];
}

/** What could run here, best first: real hardware before a processor that plays the GPU. */
export async function rankEngines(factories: readonly EngineFactory[]): Promise<EngineOption[]> {
  const probed = await Promise.all(
    factories.map(async ({ id, title, probe }) => {
      const result = await probe().catch((error: unknown) => ({ available: false, software: false, reason: String(error) }));
      return { id, title, ...result };
    }),
  );
  const rank = (engine: (typeof probed)[number]) => (engine.available ? Number(engine.software) : 2);
  return probed.sort((a, b) => rank(a) - rank(b)).map(({ id, title, available, reason }) => ({ id, title, available, reason }));
}

/**
 * Starts the engine that was asked for; with 'auto', the first that starts.
 * @throws EngineError of the engine asked for, or of the last one tried
 */
export async function startEngine(
  factories: readonly EngineFactory[],
  options: readonly EngineOption[],
  choice: EngineChoice,
  duel: Duel,
  state: EngineState,
  hooks: { readonly progress: (done: number) => void; readonly signal: AbortSignal },
): Promise<Chosen> {
  const wanted = options.filter((option) => (choice === 'auto' ? option.available : option.id === choice));
  const failures: string[] = [];
  let last: unknown = new EngineError(
    'unavailable',
    choice === 'auto' ? 'No engine can run in this browser.' : `There is no engine called ${choice}.`,
  );
  for (const option of wanted) {
    const factory = factories.find((candidate) => candidate.id === option.id);
    if (!factory) continue;
    try {
      const engine = await factory.create(duel, state, hooks);
      const why = choice === 'auto' ? 'The fastest that runs here.' : 'Chosen by hand.';
      return { engine, reason: `${why} ${option.reason}`, failures };
    } catch (error) {
      if (hooks.signal.aborted) throw error;
      last = error;
      failures.push(`${option.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw last;
}
