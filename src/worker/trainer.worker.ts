import { builtinName } from '../data/builtin.ts';
import { builtinDataset } from '../platform/browser/builtin.ts';
import { engines } from '../platform/browser/engines.ts';
import { decodePicture } from '../platform/browser/pictures.ts';
import { openPrivateFiles, openSquareFolder } from '../platform/browser/privateFiles.ts';
import { openVideo } from '../platform/browser/videos.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import { Session } from './session.ts';
import { transferables } from './transfer.ts';

/** Only what a worker has of the global scope that is not a window's. */
interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((message: MessageEvent<Command>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const post = (event: WorkerEvent) => scope.postMessage(event, transferables(event));
const builtin = { builtin: builtinDataset, builtinName };
const session = new Session(
  {
    engines,
    decode: decodePicture,
    openVideo,
    ...builtin,
    privateFiles: openPrivateFiles,
    squareFolder: openSquareFolder,
    now: () => performance.now(),
  },
  post,
);
scope.onmessage = (message) => session.handle(message.data);

// Named by chance, as other pages of the origin have workers too.
const lock = `poseduel-worker-${crypto.randomUUID()}`;
void navigator.locks?.request(lock, () => {
  post({ kind: 'holds', lock });
  return new Promise<never>(() => {});
});
