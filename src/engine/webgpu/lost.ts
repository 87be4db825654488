import { EngineError } from '../engine.ts';

/** Turns what a device may throw into one EngineError; remembers when the device is lost. */
export class DeviceWatch {
  readonly #device: GPUDevice;
  readonly #lost: Promise<never>;
  #error: EngineError | undefined;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#lost = device.lost.then(({ message }) => {
      this.#error = new EngineError('device-lost', `The GPU was lost: ${message.replace(/\.$/, '') || 'the browser does not say why'}.`);
      throw this.#error;
    });
    this.#lost.catch(() => {});
  }

  /** The result of some work, or an EngineError; 'device-lost' whenever the device is gone. */
  async guard<T>(work: () => Promise<T> | T): Promise<T> {
    if (this.#error) throw this.#error;
    try {
      return await Promise.race([work(), this.#lost]);
    } catch (cause) {
      // A mapping fails a little before the loss is told; an empty queue answers after it.
      await Promise.race([this.#device.queue.onSubmittedWorkDone(), this.#lost]).catch(() => {});
      if (this.#error) throw this.#error;
      if (cause instanceof EngineError) throw cause;
      throw new EngineError('internal', cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  /** Does work that only tells of errors afterwards; rejects with the first that WebGPU finds in it. */
  async checked<T>(work: () => Promise<T> | T): Promise<T> {
    const device = this.#device;
    const filters = ['validation', 'out-of-memory', 'internal'] as const;
    for (const filter of filters) device.pushErrorScope(filter);
    let result: T;
    let scopes: Promise<(GPUError | null)[]> | undefined;
    const close = () => {
      scopes ??= Promise.all(filters.map(() => device.popErrorScope()));
      return scopes;
    };
    try {
      const pending = work();
      // Scopes are of the whole device: closed before anything is awaited, they see this work alone.
      close();
      result = await pending;
    } finally {
      close().catch(() => {});
    }
    const found = await close();
    const [, memory] = [...found].reverse();
    if (memory) throw new EngineError('out-of-memory', `The GPU has no memory left: ${memory.message}`, { cause: memory });
    const error = found.find((one) => one !== null);
    if (error) throw new EngineError('internal', `WebGPU: ${error.message}`, { cause: error });
    return result;
  }
}
