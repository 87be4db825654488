import { duelOf } from '../../train/duel.ts';
import { conventions } from '../conventions.ts';
import { type Exporter, jsonFile, textFile } from '../exporter.ts';
import { toSafetensors } from '../weights.ts';
import { dataText } from './dataText.ts';
import { duelText } from './duelText.ts';
import { modelPy } from './model.ts';
import { readersText } from './readersText.ts';
import { kubernetesText, readmeText, requirementsText, slurmText } from './readmeText.ts';
import { encodeSquares } from './squares.ts';
import { trainText } from './trainText.ts';
import { weightsText } from './weightsText.ts';

export const pytorch: Exporter = {
  id: 'pytorch',
  title: 'PyTorch project',
  about: 'Continue on a cluster: a project that goes on from this very step on any number of GPUs, with examples for Slurm and Kubernetes.',
  extension: 'zip',
  mime: 'application/zip',
  usesPictures: true,
  needsPictures: false,
  async make({ run, scene }) {
    const { config, skeleton, state } = run;
    const duel = duelOf(config, skeleton.joints.length);
    const { batch, input, heatmap, joints, sigma } = duel;
    const metadata = { ...conventions(run, 'NCHW'), batch: String(batch) };
    const squares = scene && (await encodeSquares(scene.people));
    return [
      textFile('README.md', readmeText(run, squares !== null)),
      textFile('requirements.txt', requirementsText),
      textFile('model.py', modelPy(duel.generator, duel.discriminator)),
      textFile('duel.py', duelText),
      textFile('data.py', dataText),
      textFile('readers.py', readersText),
      textFile('train.py', trainText),
      textFile('weights.py', weightsText),
      jsonFile('config.json', { settings: config, sizes: { batch, input, heatmap, joints, sigma }, skeleton }),
      { path: 'weights.safetensors', bytes: toSafetensors(duel, state, metadata, 'everything') },
      textFile('slurm.sh', slurmText),
      textFile('pytorchjob.yaml', kubernetesText),
      ...(squares ? [{ path: 'squares.safetensors', bytes: squares }] : []),
    ];
  },
};
