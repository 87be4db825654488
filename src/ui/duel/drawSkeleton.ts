import type { Skeleton } from '../../pose/skeleton.ts';

interface Style {
  /** Of lines and joints. */
  readonly colour: string;
  /** Solid and filled, fainter where unsure; the truth is dashed and hollow. */
  readonly isPrediction: boolean;
  /** Line width, in pixels of the canvas. */
  readonly width: number;
}

/** One pose, [J, 3]: x, y in 0 … 1, and the joint's visibility or the peak of its map. */
export type Pose = Float32Array;

/** How opaque a joint is drawn: without a label not at all, unsure faintly, from a peak of a half on fully. */
function opacity(pose: Pose, joint: number, isPrediction: boolean): number {
  const sure = pose[3 * joint + 2]!;
  if (isPrediction) return Math.min(1, 0.25 + 1.5 * Math.max(0, sure));
  return sure > 0 ? 1 : 0;
}

/** Draws limbs, then joints: circles on the person's left, squares on the right, diamonds between. A dark casing keeps it clear of any picture. */
export function drawSkeleton(context: CanvasRenderingContext2D, side: number, skeleton: Skeleton, pose: Pose, style: Style): void {
  const x = (j: number) => pose[3 * j]! * side;
  const y = (j: number) => pose[3 * j + 1]! * side;
  const opaque = (j: number) => opacity(pose, j, style.isPrediction);
  context.lineCap = style.isPrediction ? 'round' : 'butt';
  context.setLineDash(style.isPrediction ? [] : [3.2 * style.width, 2.4 * style.width]);
  for (const casing of [true, false]) {
    context.strokeStyle = casing ? 'rgb(0 0 0 / 0.6)' : style.colour;
    context.lineWidth = casing ? style.width + 2.5 : style.width;
    for (const [a, b] of skeleton.limbs) {
      context.globalAlpha = Math.min(opaque(a), opaque(b));
      context.beginPath();
      context.moveTo(x(a), y(a));
      context.lineTo(x(b), y(b));
      context.stroke();
    }
  }
  context.setLineDash([]);
  const left = new Set(skeleton.flipPairs.map((pair) => pair[0]));
  const right = new Set(skeleton.flipPairs.map((pair) => pair[1]));
  skeleton.joints.forEach((_, j) => {
    context.globalAlpha = opaque(j);
    const radius = 2 * style.width;
    context.beginPath();
    if (left.has(j)) context.arc(x(j), y(j), radius, 0, 2 * Math.PI);
    else if (right.has(j)) context.rect(x(j) - 0.88 * radius, y(j) - 0.88 * radius, 1.76 * radius, 1.76 * radius);
    else diamond(context, x(j), y(j), 0.95 * radius);
    context.strokeStyle = style.isPrediction ? 'rgb(0 0 0 / 0.75)' : style.colour;
    context.fillStyle = style.isPrediction ? style.colour : 'rgb(0 0 0 / 0.55)';
    context.lineWidth = (style.isPrediction ? 0.4 : 0.7) * style.width;
    context.fill();
    context.stroke();
  });
  context.globalAlpha = 1;
}

/** A ring about each end of the way from the prediction to the truth of one joint. */
export function drawError(
  context: CanvasRenderingContext2D,
  side: number,
  predicted: Pose,
  truth: Pose,
  joint: number,
  width: number,
): void {
  const point = (pose: Pose) => [pose[3 * joint]! * side, pose[3 * joint + 1]! * side] as const;
  const [px, py] = point(predicted);
  context.strokeStyle = 'white';
  context.lineWidth = width;
  context.beginPath();
  context.arc(px, py, 5 * width, 0, 2 * Math.PI);
  if (truth[3 * joint + 2]! > 0) {
    const [tx, ty] = point(truth);
    context.moveTo(px, py);
    context.lineTo(tx, ty);
    context.moveTo(tx + 5 * width, ty);
    context.arc(tx, ty, 5 * width, 0, 2 * Math.PI);
  }
  context.stroke();
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.moveTo(x, y - r);
  context.lineTo(x + r, y);
  context.lineTo(x, y + r);
  context.lineTo(x - r, y);
  context.closePath();
}
