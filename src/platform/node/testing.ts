import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** For tests: runs `npm run NAME -- ARGS` without npm; `interruptAt` sends it Ctrl-C when it has said this. */
export function runCommand(
  name: 'train' | 'evaluate' | 'export',
  args: string,
  interruptAt?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `src/platform/node/${name}.ts`, ...args.split(' ').filter(Boolean)], {
    cwd: root,
  });
  const said = { stdout: '', stderr: '' };
  let isSent = false;
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      if (isSent || interruptAt === undefined || !said[stream].includes(interruptAt)) return;
      isSent = true;
      child.kill('SIGINT');
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}
