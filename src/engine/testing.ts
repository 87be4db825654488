import type { Engine, EngineFactory } from './engine.ts';

/** What was seen of a late engine. */
export interface Lateness {
  /** Steps that were under way at a time, at most. */
  most: number;
  /** What else was asked for while a step was under way. */
  readonly between: string[];
}

const others = ['examine', 'redraw', 'inspect', 'read', 'write'] as const satisfies readonly (keyof Engine)[];

/** For tests: the steps of an engine whose numbers come back late, as a GPU's do. They are made at once; `pause` passes before each answers. */
export function late(inner: EngineFactory, pause: () => Promise<void>): { readonly factory: EngineFactory; readonly seen: Lateness } {
  const seen: Lateness = { most: 0, between: [] };
  const create: EngineFactory['create'] = async (...words) => {
    const engine = await inner.create(...words);
    let underWay = 0;
    const step: Engine['step'] = async (...words) => {
      seen.most = Math.max(seen.most, ++underWay);
      const metrics = await engine.step(...words);
      await pause();
      underWay--;
      return metrics;
    };
    const watched = others.map((name) => {
      const ask = (...words: unknown[]) => {
        if (underWay > 0) seen.between.push(name);
        return (engine[name] as (...words: unknown[]) => unknown)(...words);
      };
      return [name, ask.bind(engine)] as const;
    });
    const rest = { description: engine.description, memory: () => engine.memory(), dispose: () => engine.dispose() };
    return { ...rest, ...(Object.fromEntries(watched) as unknown as Pick<Engine, (typeof others)[number]>), step, answersLate: true };
  };
  return { factory: { ...inner, create }, seen };
}
