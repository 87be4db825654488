// `npm run record-reference`: makes the runs of engine/reference/runs.ts on the reference executor and writes what it gave. An hour or so.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Recording, record } from '../../engine/reference/recording.ts';
import { nameOf, runs } from '../../engine/reference/runs.ts';
import { tfjsFactory } from '../../engine/tfjs/factory.ts';
import { nodeTfjs } from './tfjs.ts';

const file = fileURLToPath(new URL('../../engine/reference/recorded.json', import.meta.url));
const factory = tfjsFactory(nodeTfjs);
const wanted = process.argv.slice(2);

/** Runs that are there stay, so that an interrupted recording goes on; `--` and parts of names choose what is made anew. */
const recorded: Record<string, Recording> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
for (const run of runs) {
  const name = nameOf(run);
  const isWanted = wanted.length > 0 ? wanted.some((part) => name.includes(part)) : !(name in recorded);
  if (!isWanted) continue;
  const start = performance.now();
  const { metrics, sketches } = await record(factory, run);
  recorded[name] = { metrics, sketches };
  writeRecorded();
  console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s`);
}

/** A line a run; float32 has no more than seven digits to tell, and what training learnt is compared by four. */
function writeRecorded(): void {
  const short = (digits: number) => (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(digits)) : value);
  const lines = runs
    .map(nameOf)
    .filter((name) => name in recorded)
    .map((name) => {
      const { metrics, sketches } = recorded[name]!;
      return `${JSON.stringify(name)}:{"metrics":${JSON.stringify(metrics, short(7))},"sketches":${JSON.stringify(sketches, short(4))}}`;
    });
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
