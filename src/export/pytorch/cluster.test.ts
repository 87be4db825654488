import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { noisyRun } from '../testing.ts';
import { kubernetesText, readmeText, slurmText } from './readmeText.ts';
import { trainText } from './trainText.ts';

interface Replica {
  readonly replicas: number;
  readonly template: { readonly spec: { readonly containers: readonly { readonly name: string; readonly command: readonly string[] }[] } };
}

const job = parse(kubernetesText) as {
  readonly kind: string;
  readonly spec: { readonly pytorchReplicaSpecs: Readonly<Record<'Master' | 'Worker', Replica>> };
};

it('a PyTorchJob is a master and workers, each of which starts the same command', () => {
  expect(job.kind).toBe('PyTorchJob');
  const { Master, Worker } = job.spec.pytorchReplicaSpecs;
  expect([Master.replicas, Worker.replicas]).toEqual([1, 3]);
  expect(Worker.template).toEqual(Master.template);
  // The operator asks for a container of this name.
  expect(Master.template.spec.containers.map(({ name }) => name)).toEqual(['pytorch']);
});

it.skipIf(spawnSync('bash', ['--version']).status !== 0)('the Slurm script is a script (skipped without bash)', () => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: slurmText, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

const readme = readmeText(noisyRun(), true);
const kubernetes = job.spec.pytorchReplicaSpecs.Master.template.spec.containers[0]!.command.join(' ');

it.each([
  ['slurm.sh', slurmText],
  ['pytorchjob.yaml', kubernetes],
  ['README.md', readme],
])('every flag that %s gives to train.py is one of its flags', (_, text) => {
  const known = [...trainText.matchAll(/add_argument\("(--[a-z-]+)"/g)].map(([, flag]) => flag!);
  const given = [...text.matchAll(/train\.py ([^`\n]*)/g)].flatMap(([, rest]) => [...rest!.matchAll(/--[a-z-]+/g)].map(([flag]) => flag));
  expect(given.length).toBeGreaterThan(0);
  expect(known).toEqual(expect.arrayContaining(given));
});
