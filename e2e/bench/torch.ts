import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measurement, StepShape } from './measurement.ts';

const script = fileURLToPath(new URL('./peers/torch_step.py', import.meta.url));

/** The Pythons that may have PyTorch: the user's, and the one of the system, for which distributions package it. */
const pythons = ['python3', '/usr/bin/python3', 'python'];

/** @throws Error without PyTorch */
export function measureTorch(shape: StepShape, budget: number): Measurement {
  const python = pythons.find((name) => spawnSync(name, ['-c', 'import torch']).status === 0);
  if (!python) throw new Error('no Python here has PyTorch (python3 -c "import torch")');
  const { status, stdout, stderr } = spawnSync(python, [script, JSON.stringify(shape), String(budget / 1000)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? 'PyTorch failed');
  const timing = JSON.parse(stdout) as Omit<Measurement, 'dispatches' | 'encodeMs' | 'deviceBytes' | 'limitGflops'>;
  return { ...timing, dispatches: null, encodeMs: null, deviceBytes: null, limitGflops: null };
}
