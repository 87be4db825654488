import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Block } from '../../network/blocks.ts';
import { nodeCost } from '../../network/cost.ts';
import type { Network } from '../../network/graph.ts';
import controls from '../controls/controls.module.css';
import dialogs from '../dialogs/Dialogs.module.css';
import { short, whole } from '../format.ts';
import css from './Bout.module.css';
import { blockWords, nodeWords } from './blockWords.ts';
import { FeatureMaps } from './FeatureMaps.tsx';
import { useInsight } from './useInsight.ts';

export interface OpenBlock {
  readonly pass: 'generator' | 'real' | 'fake';
  readonly network: Network;
  readonly block: Block;
}

const passes = { generator: 'of G', real: 'of D on the true heatmaps', fake: 'of D on what G drew' } as const;

/** A block in full: every channel of each of its values for the chosen picture, as they are now, and what it costs. */
export function BlockDialog({
  open,
  probe,
  onClose,
}: {
  readonly open: OpenBlock | null;
  readonly probe: number;
  readonly onClose: () => void;
}) {
  return (
    <Dialog.Root open={open !== null} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogs.backdrop} />
        <Dialog.Popup className={`${dialogs.sheet} ${css.blockSheet}`}>{open && <BlockSheet {...open} probe={probe} />}</Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function BlockSheet({ pass, network, block, probe }: OpenBlock & { readonly probe: number }) {
  const [chosen, choose] = useState(block.output.id);
  const node = network.nodes[chosen]!;
  const question = useMemo(() => ({ probe, outlines: [], whole: [{ pass, node: chosen }], gradients: false }), [probe, pass, chosen]);
  const { insight, problem } = useInsight(question);
  const cost = nodeCost(network, node);
  return (
    <>
      <div className={dialogs.head}>
        <Dialog.Title className={dialogs.title}>
          {blockWords(block)} {passes[pass]}
        </Dialog.Title>
        <Dialog.Close className={controls.icon} aria-label="Close">
          <X size={17} aria-hidden />
        </Dialog.Close>
      </div>
      <p className={css.quiet}>
        The block: {whole(block.parameters)} weights, {short(block.multiplyAdds)} multiply-adds a picture. Picture {probe + 1}
        {insight && `, after ${whole(insight.step)} steps`}.
      </p>
      <fieldset className={css.nodes} aria-label="Values inside the block">
        {block.nodes.map((each) => (
          <button key={each.id} type="button" aria-pressed={each.id === chosen} onClick={() => choose(each.id)}>
            {nodeWords(each)}
          </button>
        ))}
      </fieldset>
      <p className={css.quiet}>
        {node.shape.join(' × ')} (height, width, channels)
        {cost.parameters > 0 && `; ${whole(cost.parameters)} weights`}
        {cost.multiplyAdds > 0 && `; ${short(cost.multiplyAdds)} multiply-adds`}
      </p>
      {insight ? <FeatureMaps values={insight.whole[0]!} shape={node.shape} /> : <p role="status">{problem ?? 'Looking inside …'}</p>}
    </>
  );
}
