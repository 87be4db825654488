import { Copy, FlipHorizontal2, Redo2, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { jointWords } from '../format.ts';
import css from './Ask.module.css';
import { plainQuestion } from './question.ts';
import { doubled, limbOf, removed, swapped } from './spots.ts';
import { type ToolId, tools } from './tools.ts';
import type { Asking } from './useQuestion.ts';

interface Props {
  readonly asking: Asking;
  readonly skeleton: Skeleton;
  /** −1 for all. */
  readonly joint: number;
  readonly tool: ToolId;
  readonly onTool: (tool: ToolId) => void;
  readonly whole: boolean;
  readonly onWhole: (whole: boolean) => void;
}

/** What can be done to the question. */
export function Toolbox({ asking, skeleton, joint, tool, onTool, whole, onWhole }: Props) {
  const { question, change } = asking;
  const name = joint < 0 ? 'no joint is chosen' : jointWords(skeleton.joints[joint]!);
  const limb = joint < 0 ? [] : limbOf(skeleton, joint, whole);
  const pair = skeleton.flipPairs.filter(([left, right]) => limb.includes(left) || limb.includes(right));
  const has = limb.some((j) => question.spots[j]!.length > 0);
  const spots = (make: typeof removed) => () => change((before) => ({ ...before, spots: make(before.spots, limb) }));
  return (
    <div className={css.tools}>
      <div className={css.toolRow}>
        <Segmented
          label="What a drag on the picture does"
          options={tools.map(({ icon: Icon, ...rest }) => ({ ...rest, icon: <Icon size={14} aria-hidden /> }))}
          chosen={tool}
          onChoose={onTool}
        />
        <span className={css.steps}>
          <IconButton label="Undo" disabled={!asking.canUndo} onClick={asking.undo}>
            <Undo2 size={16} aria-hidden />
          </IconButton>
          <IconButton label="Redo" disabled={!asking.canRedo} onClick={asking.redo}>
            <Redo2 size={16} aria-hidden />
          </IconButton>
          <IconButton label="Reset" onClick={() => change(() => plainQuestion(asking.untouched))}>
            <RotateCcw size={16} aria-hidden />
          </IconButton>
        </span>
      </div>
      <p className={css.hint}>{tools.find(({ id }) => id === tool)!.about}</p>
      <div className={css.toolRow}>
        <span className={css.jointTools}>
          <Button small disabled={!has} title={`Take away: ${name}`} onClick={spots(removed)}>
            <Trash2 size={13} aria-hidden />
            Remove
          </Button>
          <Button
            small
            disabled={!has}
            title={`A second one: ${name}`}
            onClick={() => change((before) => ({ ...before, spots: doubled(before.spots, joint, limb, skeleton) }))}
          >
            <Copy size={13} aria-hidden />
            Double
          </Button>
          <Button
            small
            disabled={pair.length === 0}
            title={`Change places with the other side: ${name}`}
            onClick={() => change((before) => ({ ...before, spots: swapped(before.spots, pair) }))}
          >
            <FlipHorizontal2 size={13} aria-hidden />
            Swap sides
          </Button>
        </span>
        <label className={css.whole}>
          <input type="checkbox" checked={whole} onChange={(event) => onWhole(event.target.checked)} />
          Whole limb
          <HelpTip about="Whole limb">
            <p>With a shoulder go its elbow and wrist: what hangs on a joint is moved, removed, doubled and swapped with it.</p>
          </HelpTip>
        </label>
      </div>
    </div>
  );
}
