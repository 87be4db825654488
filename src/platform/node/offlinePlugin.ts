import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { contentPolicy } from './policyPlugin.ts';

const source = 'src/platform/browser/serviceWorker.ts';
const fileName = 'serviceWorker.js';

/** Large, or asked for by few browsers and few users: fetched when they are first needed. */
const later = /\.(ttf|woff)$|^teacher\/|\/hdf5_hl-|^(poseduel|labelling)\.jpg$|^licences\.json$|^datasets\/.*\.(md|jpg)$/;

const hashOf = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Builds the service worker, and tells it which files the built page consists of and what they may do. There is none in development. */
export function offlinePlugin(): Plugin {
  let publicDir = '';
  let root = '';
  return {
    name: 'poseduel-offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      ({ publicDir, root } = config);
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(root, source), fileName });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[fileName];
        if (worker?.type !== 'chunk') throw new Error('The service worker was not built.');
        const files: Record<string, { hash: string; atOnce: boolean }> = {};
        const add = (path: string, bytes: string | Uint8Array) => {
          files[path] = { hash: hashOf(bytes), atOnce: !later.test(path) };
        };
        for (const [path, file] of Object.entries(bundle))
          if (file !== worker && !path.endsWith('.map')) add(path, file.type === 'chunk' ? file.code : file.source);
        for (const path of readdirSync(publicDir, { recursive: true, encoding: 'utf8' }).map((each) => each.replaceAll('\\', '/')))
          if (/\.[a-z0-9]+$/i.test(path)) add(path, readFileSync(join(publicDir, path)));
        worker.code = worker.code
          .replace(/\bOFFLINE_FILES\b/, () => JSON.stringify(files))
          .replace(/\bCONTENT_POLICY\b/, () => JSON.stringify(contentPolicy));
      },
    },
  };
}
