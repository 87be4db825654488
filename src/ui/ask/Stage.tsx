import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import type { Probes } from '../../train/events.ts';
import { Canvas } from '../duel/Canvas.tsx';
import { fixed, jointWords } from '../format.ts';
import css from './Ask.module.css';
import { drawStage } from './drawStage.ts';
import { type Cover, withDab } from './question.ts';
import { limbOf, moved, type Spot, type SpotAt } from './spots.ts';
import type { ToolId } from './tools.ts';
import type { Asking } from './useQuestion.ts';

interface Props {
  readonly asking: Asking;
  readonly probes: Probes;
  readonly probe: number;
  readonly skeleton: Skeleton;
  readonly map: { readonly size: number; readonly maps: Float32Array };
  /** −1 for all. */
  readonly joint: number;
  readonly tool: ToolId;
  /** Whether what hangs on a joint moves with it. */
  readonly whole: boolean;
  readonly onChooseJoint: (joint: number) => void;
}

/** How near a joint must be to be taken hold of, in CSS pixels. */
const reach = 26;

/** The picture with the pose in question on it, to be dragged, painted on and covered. */
export function Stage({ asking, probes, probe, skeleton, map, joint, tool, whole, onChooseJoint }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly at: SpotAt; readonly from: Spot; changed: boolean } | null>(null);
  const [cover, setCover] = useState<Cover | null>(null);
  const { question, untouched, change, amend } = asking;
  const { spots } = question;
  const paintsOn = tool === 'paint' || tool === 'erase' ? joint : -1;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) =>
      drawStage(context, side, { probes, probe, skeleton, untouched, question, cover, joint, map: paintsOn >= 0 ? map : null }),
    [probes, probe, skeleton, untouched, question, cover, joint, paintsOn, map],
  );

  const placeOf = (event: PointerEvent): Spot & { readonly side: number } => {
    const box = stage.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height, side: box.width };
  };
  const nearest = (place: Spot, within: number): SpotAt | null => {
    let best: SpotAt | null = null;
    let least = within;
    spots.forEach((row, j) => {
      row.forEach((spot, copy) => {
        // Of two at the same place, the chosen one.
        const distance = Math.hypot(spot.x - place.x, spot.y - place.y) * (j === joint ? 0.8 : 1);
        if (distance < least) [best, least] = [{ joint: j, copy }, distance];
      });
    });
    return best;
  };
  const focus = ({ joint: j, copy }: SpotAt) => stage.current!.querySelector<HTMLElement>(`[data-spot="${j} ${copy}"]`)?.focus();
  const move = (at: SpotAt, to: Spot, apply: Asking['change']) =>
    apply((before) => ({ ...before, spots: moved(before.spots, at, to, limbOf(skeleton, at.joint, whole)) }));
  const dab = (on: number, spot: Spot) =>
    change((before) => ({ ...before, strokes: [...before.strokes, { joint: on, erases: tool === 'erase', dabs: [spot] }] }));

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const place = placeOf(event);
    stage.current!.setPointerCapture(event.pointerId);
    if (tool === 'cover') return setCover({ x: place.x, y: place.y, width: 0, height: 0 });
    const at = nearest(place, tool === 'move' ? reach / place.side : 2);
    if (tool === 'move') {
      if (!at) return;
      onChooseJoint(at.joint);
      focus(at);
      const spot = spots[at.joint]![at.copy]!;
      drag.current = { at, from: { x: spot.x - place.x, y: spot.y - place.y }, changed: false };
      return;
    }
    const on = joint >= 0 ? joint : (at?.joint ?? -1);
    if (on < 0 || asking.weights[on] === 0) return;
    onChooseJoint(on);
    drag.current = { at: { joint: on, copy: 0 }, from: place, changed: true };
    dab(on, { x: place.x, y: place.y });
  };
  const onPointerMove = (event: PointerEvent) => {
    const place = placeOf(event);
    if (cover) return setCover({ ...cover, width: place.x - cover.x, height: place.y - cover.y });
    const held = drag.current;
    if (!held) return;
    if (tool === 'move') {
      move(held.at, { x: place.x + held.from.x, y: place.y + held.from.y }, held.changed ? amend : change);
      held.changed = true;
    } else amend((before) => withDab(before, { x: place.x, y: place.y }, 0.5 / map.size));
  };
  const onPointerUp = () => {
    drag.current = null;
    if (!cover) return;
    const whole = upright(cover);
    setCover(null);
    if (whole.width > 0.01 && whole.height > 0.01) change((before) => ({ ...before, covers: [...before.covers, whole] }));
  };
  const onSpotKey = (event: KeyboardEvent, at: SpotAt) => {
    const spot = spots[at.joint]![at.copy]!;
    const step = (event.shiftKey ? 4 : 1) / map.size;
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (way) move(at, { x: spot.x + way[0]!, y: spot.y + way[1]! }, change);
    else if (event.key === 'Enter' && tool === 'cover')
      change((before) => ({ ...before, covers: [...before.covers, { x: spot.x - 0.08, y: spot.y - 0.08, width: 0.16, height: 0.16 }] }));
    else if (event.key === 'Enter' && tool !== 'move') dab(at.joint, spot);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={stage}
      className={css.stage}
      data-tool={tool}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      <Canvas label={`Picture ${probe + 1} with the pose that D is asked about${additions(asking)}`} draw={draw} />
      {spots.map((row, j) =>
        row.map((spot, copy) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a joint's place in the skeleton is its identity
            key={`${j} ${copy}`}
            type="button"
            data-spot={`${j} ${copy}`}
            className={css.spot}
            style={{ left: `${100 * spot.x}%`, top: `${100 * spot.y}%` }}
            aria-label={`${jointWords(skeleton.joints[j]!)}${copy > 0 ? ', second' : ''}, at ${fixed(spot.x * map.size, 1)}, ${fixed(spot.y * map.size, 1)}`}
            onFocus={() => onChooseJoint(j)}
            onKeyDown={(event) => onSpotKey(event, { joint: j, copy })}
          />
        )),
      )}
    </div>
  );
}

/** A rectangle that was drawn to any side, within the picture. */
function upright({ x, y, width, height }: Cover): Cover {
  const span = (a: number, b: number) => [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))] as const;
  const [left, right] = span(x, x + width);
  const [top, bottom] = span(y, y + height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function additions({ question }: Asking): string {
  const { strokes, covers } = question;
  return [
    strokes.length > 0 ? `, ${strokes.length} strokes of the brush` : '',
    covers.length > 0 ? `, ${covers.length} parts of the picture covered` : '',
  ].join('');
}
