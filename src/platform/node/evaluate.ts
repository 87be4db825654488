// `npm run evaluate`: scores a run on any set of pictures. `--help` tells the flags.

import { DataError } from '../../data/dataset.ts';
import { lspRows } from '../../method/metrics.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { type DisplacedComment, displacedComment } from '../../train/displaced.ts';
import { duelOf } from '../../train/duel.ts';
import { evaluate } from '../../train/evaluate.ts';
import type { Evaluation } from '../../train/events.ts';
import { mirroredLook, plainLook } from '../../train/look.ts';
import { exitCodes, runCommand } from './command.ts';
import { readFlags, required, threadsOf, wholeNumber } from './flags.ts';
import { openPeople, openRun, openScene, writeWhole } from './savedRun.ts';

const help = `Scores a run.

npm run evaluate -- --run FILE.poseduel [flags]

  --run FILE               the run
  --data PATH              a zip or a folder of pictures with annotations (the built-in pictures)
  --all                    scores everybody in the set, not only those held out
  --count N                at most so many people (all)
  --mirror                 looks at each picture a second time, mirrored, and takes the mean, as the authors test
  --threads N              threads of the engine (as many as the processor runs)
  --json FILE              writes the scores
  --help                   this text

Exit codes: 0 done, 1 failed, 2 wrong flags, 130 interrupted.`;

await runCommand({
  name: 'evaluate',
  help,
  read: (args) =>
    readFlags(args, { run: 'word', data: 'word', all: 'switch', count: 'word', mirror: 'switch', threads: 'word', json: 'word' }),
  async run(flags, { bar, signal }) {
    const threads = threadsOf(flags.threads);
    const count = wholeNumber('count', flags.count ?? '10000000', 1, 10_000_000);
    const run = await openRun(required('--run', flags.run));
    const people = await openPeople(flags.data, run.config, (title, done) => bar.show(title, done), signal, run.skeleton);
    const { engine, indices } = await openScene(run, people, { threads, all: flags.all, signal });
    const progress = (done: number) => bar.show(`Scoring ${Math.min(count, indices.length)} people`, done);
    const duel = duelOf(run.config, run.skeleton.joints.length);
    const scored = { ...people, validation: indices };
    const look = flags.mirror ? mirroredLook : plainLook;
    const evaluation = await evaluate(engine, duel, scored, { count, step: run.state.step, look, progress, signal });
    const displaced = await displacedComment(engine, duel, scored, { count, distance: 10, seed: 1, signal });
    engine.dispose();
    bar.clear();
    if (!evaluation)
      throw new DataError('empty', { file: people.dataset.name, problem: 'there is nobody to score', cure: 'Give another set.' });
    console.log(
      `${people.dataset.name}: ${evaluation.pictures} people, after ${evaluation.step} steps${flags.mirror ? ', each picture seen mirrored too' : ''}`,
    );
    if (evaluation.labelsOfTeacher > 0)
      console.log(`Scored against a teacher's labels (${evaluation.labelsOfTeacher} of ${evaluation.labels}): these are no truth.`);
    console.log([...tables(evaluation, run.skeleton), ...(displaced ? [displacedTable(displaced)] : [])].map(tableText).join('\n\n'));
    if (flags.json !== null)
      await writeWhole(flags.json, `${JSON.stringify({ ...plain(evaluation, run.skeleton), displaced }, null, 2)}\n`);
    return exitCodes.done;
  },
});

type Row = readonly [name: string, value: string];

function tables(evaluation: Evaluation, skeleton: Skeleton): { title: string; rows: Row[] }[] {
  const { pck, pckh, auc, pckByJoint, commentByJoint, rhoComment, rhoConfidence, rhoTogether, lossReal, lossFake } = evaluation;
  const parts = lspRows(pckByJoint, skeleton).map(({ name, value }): Row => [name, percent(value)]);
  return [
    { title: 'PCK@0.2', rows: [...parts, ['total', percent(pck)]] },
    {
      title: 'Scores',
      rows: [
        ['AUC of PCK, 0 to 0.2', percent(auc)],
        ['PCKh@0.5', pckh === null ? 'no head boxes' : percent(pckh)],
        ["ρ of D's comment and the error", figure(rhoComment)],
        ["ρ of G's doubt and the error", figure(rhoConfidence)],
        ['ρ of both together', figure(rhoTogether)],
        ['L_real', figure(lossReal)],
        ['L_fake', figure(lossFake)],
      ],
    },
    {
      title: "By joint: PCK@0.2, D's comment",
      rows: skeleton.joints.map((joint, j) => [joint, `${percent(pckByJoint[j]!)}  ${figure(commentByJoint[j]!)}`]),
    },
  ];
}

function displacedTable({ joints, distance, comment, energyComment, noticed }: DisplacedComment): { title: string; rows: Row[] } {
  const both = ({ untouched, displaced }: DisplacedComment['comment']) =>
    `${figure(untouched)} where it is, ${figure(displaced)} elsewhere`;
  return {
    title: `D on a true joint, and on the same joint ${distance} heatmap pixels off (${joints} joints)`,
    rows: [
      ['s, free of scale', both(comment)],
      ['e, energy', both(energyComment)],
      ['objects more', percent(noticed)],
    ],
  };
}

function tableText({ title, rows }: { title: string; rows: Row[] }): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}

function plain(evaluation: Evaluation, skeleton: Skeleton) {
  const byJoint = (values: Float32Array) => Object.fromEntries(skeleton.joints.map((joint, j) => [joint, values[j]!]));
  return { ...evaluation, pckByJoint: byJoint(evaluation.pckByJoint), commentByJoint: byJoint(evaluation.commentByJoint) };
}

function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`.padStart(7);
}

function figure(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}
