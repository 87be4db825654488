import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/human')), '..', 'models');
const files = ['movenet-lightning.json', 'movenet-lightning.bin'].map((name) => join(folder, name));

/** Serves MoveNet Lightning (MIT package `@vladmandic/human`, 4.8 MB) beside the page as `teacher/…`; nothing loads it until it is asked for. */
export function teacherPlugin(): Plugin {
  return {
    name: 'poseduel-teacher',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        const file = files.find((each) => path.endsWith(`/teacher/${basename(each)}`));
        if (!file) return next();
        response.setHeader('Content-Type', file.endsWith('.json') ? 'application/json' : 'application/octet-stream');
        response.end(readFileSync(file));
      });
    },
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `teacher/${basename(file)}`, source: readFileSync(file) });
    },
  };
}
