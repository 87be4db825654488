import type { Playground } from '../playground.ts';

/** What is held after so many steps, in bytes. */
export interface Held {
  readonly steps: number;
  /** Of page and workers together, wasm memory too; without the moments to look back to, which have a bound of their own. */
  readonly bytes: number;
  readonly moments: number;
  /** What the engine holds on its device, and in how many buffers. */
  readonly device: number;
  readonly buffers: number;
}

export async function hold({ page }: Playground): Promise<Held> {
  return page.evaluate(async () => {
    const measure = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    const { bytes, buffers, moments } = await window.poseduel.held();
    const whole = await measure.measureUserAgentSpecificMemory();
    return { steps: window.poseduel.steps(), bytes: whole.bytes - moments, moments, device: bytes, buffers };
  });
}

/** Bytes a step that the logs of page and worker hold for the charts: 60 and 48 a step, 8 a joint, and room to grow into. */
const log = 2 * (60 + 48 + 8 * 16);
/** Bytes that come and go. */
const slack = 12e6;

/** What is wrong with the course of memory; null when it is flat, the logs aside. */
export function growth(course: readonly Held[]): string | null {
  const [first, last] = [course[0]!, course.at(-1)!];
  if (last.device !== first.device || last.buffers !== first.buffers)
    return `the engine held ${first.device} bytes in ${first.buffers} buffers, and in the end ${last.device} in ${last.buffers}`;
  const allowed = first.bytes + slack + log * (last.steps - first.steps);
  return last.bytes > allowed ? `${first.bytes} bytes grew to ${last.bytes}, and ${Math.round(allowed)} were allowed` : null;
}

export function print(title: string, course: readonly Held[], seconds: number): void {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1).padStart(8);
  console.log(`\n${title}: ${Math.round(seconds)} s`);
  console.log('   steps  page MB  moments   device  buffers');
  for (const { steps, bytes, moments, device, buffers } of course)
    console.log(`${String(steps).padStart(8)} ${mb(bytes)} ${mb(moments)} ${mb(device)} ${String(buffers).padStart(8)}`);
}
