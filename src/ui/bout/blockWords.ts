import type { Block } from '../../network/blocks.ts';
import type { Node } from '../../network/graph.ts';

const kinds: Readonly<Record<Block['kind'], string>> = {
  input: 'Input',
  residual: 'Residual',
  convolution: 'Convolution',
  heatmaps: 'Heatmaps',
  pool: 'Halving',
  upsample: 'Doubling',
  merge: 'Sum',
  resize: 'Shrunk picture',
  concat: 'Picture and heatmaps together',
};

/** "Residual hourglass0.up.0". */
export function blockWords({ kind, scope }: Block): string {
  return `${kinds[kind]} ${scope}`;
}

/** A node of a block, in a few words: "3 × 3 convolution". */
export function nodeWords({ op }: Node): string {
  switch (op.kind) {
    case 'input':
      return op.name === 'image' ? 'picture' : 'heatmaps';
    case 'conv':
      return `${op.kernel} × ${op.kernel} convolution${op.stride > 1 ? `, every ${op.stride}nd pixel` : ''}`;
    case 'norm':
      return 'normalised';
    case 'relu':
      return 'rectified';
    case 'maxPool':
      return 'largest of 2 × 2';
    case 'upsample':
      return 'each pixel 2 × 2 times';
    case 'add':
      return 'sum';
    case 'concat':
      return 'side by side';
    case 'resize':
      return `mean of ${op.factor} × ${op.factor}`;
    default:
      return op satisfies never;
  }
}
