import type { WorkerEvent } from './protocol.ts';

/** The buffers of an event that are handed over rather than copied: those that nobody here looks at again. */
export function transferables(event: WorkerEvent): Transferable[] {
  switch (event.kind) {
    case 'steps':
      return buffersOf(event.steps);
    case 'preview':
      return buffersOf(event.preview);
    case 'run':
      return buffersOf(event.run.probes);
    case 'file':
      return [event.bytes];
    default:
      return [];
  }
}

function buffersOf(columns: object): Transferable[] {
  return Object.values(columns).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}
