import { type Duel, type Engine, EngineError, type EngineFactory, type EngineProbe, type EngineState } from '../engine.ts';

/** A TF.js backend on a platform, opened when the engine is made. */
export interface TfjsBackend {
  readonly id: string;
  readonly title: string;
  probe(): Promise<EngineProbe>;
  /** Makes the backend TF.js's current one; `lost` rejects when its device is gone. */
  open(): Promise<{ readonly hardware: string; readonly lost: Promise<never>; close(): void }>;
}

/** The reference executor on one of TF.js's backends. TF.js itself is loaded only now. */
export function tfjsFactory(backend: TfjsBackend): EngineFactory {
  return {
    id: backend.id,
    title: backend.title,
    probe: () => backend.probe(),
    async create(duel: Duel, state: EngineState, { progress, signal } = {}): Promise<Engine> {
      progress?.(0);
      const { TfjsEngine } = await import('./engine.ts');
      signal?.throwIfAborted();
      const { hardware, lost, close } = await backend.open();
      try {
        signal?.throwIfAborted();
        progress?.(0.5);
        const engine = new TfjsEngine(duel, state, { id: backend.id, title: backend.title, hardware }, lost, close);
        progress?.(1);
        return engine;
      } catch (cause) {
        close();
        if (signal?.aborted || cause instanceof EngineError) throw cause;
        throw new EngineError('internal', `${backend.title} does not start: ${String(cause)}`, { cause });
      }
    },
  };
}
