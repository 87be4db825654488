import type { Exporter } from './exporter.ts';
import { writeRunFile } from './runFile.ts';

export const poseduel: Exporter = {
  id: 'poseduel',
  title: 'The whole run',
  about: 'Weights, optimisers, k_t, settings and curves in one file. Drop it on the page, here or elsewhere, and the run goes on.',
  extension: 'poseduel',
  mime: 'application/zip',
  usesPictures: false,
  needsPictures: false,
  make: async ({ run }) => [{ path: 'run.poseduel', bytes: await writeRunFile(run) }],
};
