// `npm run export`: what the page's export menu does. `--help` tells the flags.
import { join } from 'node:path';
import { builtinName } from '../../data/builtin.ts';
import { packed } from '../../export/pack.ts';
import { exporters } from '../../export/registry.ts';
import { exitCodes, runCommand, UsageError } from './command.ts';
import { readFlags, required, threadsOf } from './flags.ts';
import { openPeople, openRun, openScene, writeWhole } from './savedRun.ts';

const help = `Takes a run somewhere else.

npm run export -- --run FILE.poseduel --to NAME --out PATH [flags]

  --run FILE               the run
  --to NAME                one of:
${exporters.map(({ id, about }) => `      ${id.padEnd(20)} ${about}`).join('\n')}
  --out PATH               a file; where several are written, a folder, or a zip of them if it ends in .zip
  --data PATH              pictures with annotations, for coco and pytorch (the built-in pictures, if the run was trained on them)
  --all                    everybody in the set, not only those held out
  --threads N              threads of the engine (as many as the processor runs)
  --json FILE              writes a list of what was written
  --help                   this text

Exit codes: 0 done, 1 failed, 2 wrong flags, 130 interrupted.`;

await runCommand({
  name: 'export',
  help,
  read: (args) => readFlags(args, { run: 'word', to: 'word', out: 'word', data: 'word', all: 'switch', threads: 'word', json: 'word' }),
  async run(flags, { bar, signal }) {
    const [path, to, out] = [required('--run', flags.run), required('--to', flags.to), required('--out', flags.out)];
    const exporter = exporters.find(({ id }) => id === to);
    if (!exporter) throw new UsageError(`--to is ${exporters.map(({ id }) => id).join(', ')}, not "${to}".`);
    const threads = threadsOf(flags.threads);
    const run = await openRun(path);
    const progress = (title: string, done: number) => bar.show(title, done);
    const isBuiltin = run.dataset.name === builtinName;
    const wantsPictures = exporter.needsPictures || (exporter.usesPictures && (flags.data !== null || isBuiltin));
    const people = wantsPictures ? await openPeople(flags.data, run.config, progress, signal, run.skeleton) : null;
    const scene = people && (await openScene(run, people, { threads, all: flags.all, signal }));
    const files = await exporter.make({ run, scene, progress: (done) => progress(exporter.title, done), signal });
    scene?.engine.dispose();
    bar.clear();
    const written: { path: string; bytes: number }[] = [];
    const write = async (target: string, bytes: Uint8Array) => {
      await writeWhole(target, bytes);
      written.push({ path: target, bytes: bytes.length });
      console.log(`${target} (${bytes.length.toLocaleString('en')} bytes)`);
    };
    if (files.length === 1) await write(out, files[0]!.bytes);
    else if (out.endsWith('.zip')) await write(out, (await packed(files, exporter, run)).bytes);
    else for (const file of files) await write(join(out, file.path), file.bytes);
    if (flags.json !== null) await writeWhole(flags.json, `${JSON.stringify(written, null, 2)}\n`);
    return exitCodes.done;
  },
});
