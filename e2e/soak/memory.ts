import { readFile } from 'node:fs/promises';
import type { CDPSession } from '@playwright/test';
import type { Playground } from '../playground.ts';

/** What is held after so many steps, in bytes. */
export interface Held {
  readonly steps: number;
  /** Of the renderer's process as Linux counts it, after a collection: page, workers and wasm memory together; without the moments. */
  readonly bytes: number;
  /** Of it the objects of JavaScript, in the page and in the worker that trains, and the worker's buffers (wasm memory is one of them). */
  readonly heaps: { readonly page: number; readonly worker: number; readonly workerBuffers: number };
  /** What one can look back to: it has a bound of its own. */
  readonly moments: number;
  /** What the engine holds on its device, and in how many buffers. */
  readonly device: number;
  readonly buffers: number;
}

/** Linux counts memory in pages of this size. */
const pageSize = 4096;

/**
 * `measureUserAgentSpecificMemory` would ask every thread, and the helpers of the wasm engine never leave their loop to answer: so the
 * process is asked instead.
 */
export async function hold(playground: Playground): Promise<Held> {
  const { page } = playground;
  const heaps = await heapBytes(playground);
  const { bytes, buffers, moments, steps } = await page.evaluate(async () => ({
    ...(await window.poseduel.held()),
    steps: window.poseduel.steps(),
  }));
  return { steps, bytes: (await residentBytes(page)) - moments, heaps, moments, device: bytes, buffers };
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** What V8 says of the page and of its worker, after a collection. */
export async function heapBytes(playground: Playground): Promise<Held['heaps']> {
  const { page } = playground;
  const collect = () => (globalThis as unknown as { gc(): void }).gc();
  await page.evaluate(collect);
  await playground.trainer().evaluate(collect);
  const session = await page.context().newCDPSession(page);
  const ofPage = (await session.send('Runtime.getHeapUsage')) as HeapUsage;
  const ofWorker = await askTrainer(session);
  await session.detach();
  return { page: ofPage.usedSize, worker: ofWorker.usedSize, workerBuffers: ofWorker.backingStorageSize };
}

/** Workers are spoken to through their page; the threads of the wasm engine are workers too, and would not answer. */
function askTrainer(session: CDPSession): Promise<HeapUsage> {
  return new Promise((resolve, reject) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (!targetInfo.url.includes('trainer.worker')) return;
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message) as { id?: number; result: HeapUsage };
        if (answer.id === 1) resolve(answer.result);
      });
      session.send('Target.sendMessageToTarget', { sessionId, message: '{"id":1,"method":"Runtime.getHeapUsage"}' }).catch(reject);
    });
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false }).catch(reject);
  });
}

/** Of all renderers of the browser; the page is the only one that grows. */
async function residentBytes(page: Playground['page']): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => Number((await readFile(`/proc/${id}/statm`, 'utf8')).split(' ')[1]) * pageSize);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Bytes a step that the logs of page and worker hold for the charts: 60 and 48 a step, 8 a joint, and room to grow into. */
const log = 2 * (60 + 48 + 8 * 16);
/** Bytes that come and go, and what the allocators keep. */
const slack = 64e6;
const heapSlack = 16e6;

/** What is wrong with the course of memory; null when it is flat, the logs aside. */
export function growth(course: readonly Held[]): string | null {
  const [first, last] = [course[0]!, course.at(-1)!];
  if (last.device !== first.device || last.buffers !== first.buffers)
    return `the engine held ${first.device} bytes in ${first.buffers} buffers, and in the end ${last.device} in ${last.buffers}`;
  const logged = log * (last.steps - first.steps);
  const heap = ({ heaps }: Held) => heaps.page + heaps.worker;
  if (heap(last) > heap(first) + heapSlack + logged) return `objects of JavaScript: ${heap(first)} bytes grew to ${heap(last)}`;
  const allowed = first.bytes + slack + logged;
  return last.bytes > allowed ? `${first.bytes} bytes grew to ${last.bytes}, and ${Math.round(allowed)} were allowed` : null;
}

export function print(title: string, course: readonly Held[], seconds: number): void {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1).padStart(8);
  console.log(`\n${title}: ${Math.round(seconds)} s`);
  console.log('   steps  page MB  JS page JS wrkr buffers  moments   device  buffers');
  for (const { steps, bytes, heaps, moments, device, buffers } of course)
    console.log(
      `${String(steps).padStart(8)} ${[bytes, heaps.page, heaps.worker, heaps.workerBuffers, moments, device].map(mb).join(' ')} ${String(buffers).padStart(8)}`,
    );
}
