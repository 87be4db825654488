import { builtinName } from '../../data/builtin.ts';
import { DataError } from '../../data/dataset.ts';
import type { PiledFile } from '../../data/files.ts';

const path = 'datasets/rendered-people.zip';

/**
 * The zip that is served beside the page. A worker's script lies in a folder below the page when it is built, so the page's own address
 * is not at hand: the base is what the build was told, relative to the folder of assets.
 */
function address(): URL {
  const base = import.meta.env.DEV ? import.meta.env.BASE_URL : '../';
  return new URL(base + path, import.meta.env.DEV ? self.location.origin : self.location.href);
}

/**
 * Fetches the dataset that comes with the playground.
 * @throws DataError 'not-found'; the signal's reason when aborted
 */
export async function builtinDataset({
  progress,
  signal,
}: {
  progress: (done: number) => void;
  signal: AbortSignal;
}): Promise<{ name: string; files: PiledFile[] }> {
  const response = await fetch(address(), { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    return null;
  });
  if (!response?.ok || !response.body) {
    throw new DataError('not-found', {
      file: path,
      problem: response ? `the server answers ${response.status}` : 'the server does not answer',
      cure: 'Check the connection and reload the page, or open a dataset of your own.',
    });
  }
  const size = Number(response.headers.get('content-length')) || 16_000_000;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  for (let reader = response.body.getReader(), chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    parts.push(chunk.value);
    loaded += chunk.value.length;
    progress(Math.min(1, loaded / size));
  }
  return { name: builtinName, files: [{ path: 'rendered-people.zip', file: new Blob(parts) }] };
}
