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
    case 'answer':
      return 'answer' in event ? buffersWithin(event.answer) : [];
    default:
      return [];
  }
}

/** The buffers of all typed arrays in an answer, however deep, each once; those of shared memory cannot be handed over. */
function buffersWithin(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype))
    for (const part of Object.values(value)) buffersWithin(part, found);
  return [...found];
}

function buffersOf(columns: object): Transferable[] {
  return Object.values(columns).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}
