import { useCallback, useMemo } from 'react';
import type { LossScale } from '../../method/losses.ts';
import { largest, length } from '../bout/activation.ts';
import { MapFigure } from '../bout/MapFigure.tsx';
import { Canvas } from '../duel/Canvas.tsx';
import { largestValue, scaleEnd } from '../duel/colourMaps.ts';
import type { Palette } from '../duel/palette.ts';
import { canvasOf, dim } from '../duel/pictures.ts';
import { EquationLine } from '../equations/EquationLine.tsx';
import { equations, type Step } from '../equations/equations.ts';
import { percent, short, tidy } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './Slow.module.css';
import type { SlowStep, StageId } from './stages.ts';

interface Props {
  readonly stage: StageId;
  readonly step: SlowStep;
  readonly size: number;
  readonly joints: number;
  readonly joint: number;
  readonly scale: LossScale;
}

/** What there is to see at a stage: the batch's pictures and maps, or the numbers in their formulas. */
export function StagePicture({ stage, step, size, joints, joint, scale }: Props) {
  const pictures = useMemo(() => picturesOf(step), [step]);
  const limit = useMemo(
    () => scaleEnd(Math.max(...pictures.map((_, probe) => largestValue({ maps: step.generated, probe, size, joints }, joint)))),
    [pictures, step, size, joints, joint],
  );
  const numbers = useMemo((): Step => ({ ...step.metrics, ...step }), [step]);
  const row = (title: string, tex: string, maps: Float32Array, end: number, hue: keyof Palette) => (
    <MapRow {...{ title, tex, maps, size, joints, joint, hue, grounds: pictures, limit: end }} />
  );
  switch (stage) {
    case 'batch':
      return <PictureRow step={step} pictures={pictures.map(({ plain }) => plain)} />;
    case 'generator':
      return row('G’s drawing', '\\hat C = G(X)', step.generated, limit, 'generated');
    case 'real':
      return (
        <>
          {row('The truth', 'C', step.truth, 1, 'real')}
          {row('Redrawn by D', 'D(C, X)', step.redrawnTruth, 1, 'discriminator')}
        </>
      );
    case 'fake':
      return (
        <>
          {row('G’s drawing', '\\hat C', step.generated, limit, 'generated')}
          {row('Redrawn by D', 'D(\\hat C, X)', step.redrawnGenerated, limit, 'discriminator')}
        </>
      );
    case 'losses':
      return (
        <div className={css.formulas}>
          <Formula tex={`L_{MSE} = ${factors[scale]}\\sum (C - \\hat C)^2`} name="lossMse" value={step.metrics.lossMse} />
          <Formula tex={`L_{real} = ${factors[scale]}\\sum (C - D(C, X))^2`} name="lossReal" value={step.metrics.lossReal} />
          <Formula tex={`L_{fake} = ${factors[scale]}\\sum (\\hat C - D(\\hat C, X))^2`} name="lossFake" value={step.metrics.lossFake} />
          <Formula tex="L_{adv} = L_{fake}" name="lossAdv" value={step.metrics.lossFake} />
          <EquationLine equation={equations[0]!} step={numbers} />
          <EquationLine equation={equations[1]!} step={numbers} />
        </div>
      );
    case 'controller':
      return (
        <div className={css.formulas}>
          <EquationLine equation={equations[2]!} step={numbers} />
          <Formula tex="k_{t+1}" name="kTNext" value={step.metrics.kTNext} />
        </div>
      );
    case 'gradients':
      return <Pulls {...{ step, size, joints, joint, grounds: pictures }} />;
    case 'updates':
      return (
        <div className={css.formulas}>
          <Update name="G" tex={'\\theta_G'} movement={step.generator} rate={step.learningRateG} trained={step.trainG} />
          <Update name="D" tex={'\\theta_D'} movement={step.discriminator} rate={step.learningRateD} trained={step.trainD} />
        </div>
      );
    default:
      return stage satisfies never;
  }
}

/** What the sums of squares are divided by. */
const factors: Readonly<Record<LossScale, string>> = {
  energy: '\\tfrac{1}{\\bar E}',
  mean: '\\tfrac{1}{B\\,h\\,w\\,J}',
  sum: '\\tfrac{1}{B}',
};

function picturesOf({ pixels, count }: SlowStep) {
  const bytes = pixels.length / count;
  const side = Math.sqrt(bytes / 4);
  return Array.from({ length: count }, (_, i) => {
    const own = pixels.subarray(i * bytes, (i + 1) * bytes);
    return { plain: canvasOf(own, side), dimmed: canvasOf(dim(own), side) };
  });
}

function PictureRow({ step, pictures }: { readonly step: SlowStep; readonly pictures: readonly HTMLCanvasElement[] }) {
  return (
    <div className={css.batch}>
      {pictures.map((picture, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a batch's pictures never move, and one may be in it twice
        <BatchPicture key={i} picture={picture} label={`Picture ${i + 1} of the batch: ${step.ids[i]}`} />
      ))}
    </div>
  );
}

function BatchPicture({ picture, label }: { readonly picture: HTMLCanvasElement; readonly label: string }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      context.imageSmoothingEnabled = false;
      context.drawImage(picture, 0, 0, side, side);
    },
    [picture],
  );
  return <Canvas label={label} draw={draw} />;
}

interface MapRowProps {
  readonly title: string;
  readonly tex: string;
  readonly maps: Float32Array;
  readonly size: number;
  readonly joints: number;
  readonly joint: number;
  readonly hue: keyof Palette;
  readonly limit: number;
  readonly signed?: boolean;
  readonly grounds: readonly { readonly dimmed: HTMLCanvasElement }[];
}

function MapRow({ title, tex, maps, size, joints, joint, hue, limit, signed = false, grounds }: MapRowProps) {
  const each = useMemo(() => grounds.map((_, picture) => ({ maps, picture, size, joints })), [grounds, maps, size, joints]);
  return (
    <div>
      <h3 className={css.rowTitle}>
        {title} <Tex>{tex}</Tex>
      </h3>
      <div className={css.batch}>
        {grounds.map(({ dimmed }, i) => (
          <MapFigure
            // biome-ignore lint/suspicious/noArrayIndexKey: a batch's pictures never move
            key={i}
            {...{ joint, hue, limit, signed, maps: each[i]!, ground: dimmed }}
            label={`${title}, picture ${i + 1}, scale to ${short(limit)}`}
          >
            {null}
          </MapFigure>
        ))}
      </div>
    </div>
  );
}

/** The two gradients that reach G's drawings, each in its own scale, and how long they are over the whole batch. */
function Pulls({ step, ...look }: Pick<MapRowProps, 'size' | 'joints' | 'joint' | 'grounds'> & { readonly step: SlowStep }) {
  const { gradients, lambdaG } = step;
  const adversarial = useMemo(() => gradients.adversarial.map((value) => lambdaG * value), [gradients, lambdaG]);
  const [mse, adv] = [length(gradients.mse), length(adversarial)];
  const row = (title: string, tex: string, maps: Float32Array) => (
    <MapRow {...look} {...{ title, tex, maps, signed: true, hue: 'generated' as const }} limit={largest(maps)} />
  );
  return (
    <>
      {row(`Towards the truth, length ${short(mse)}`, '\\partial L_{MSE} / \\partial \\hat C', gradients.mse)}
      {row(`Towards what D can redraw, length ${short(adv)}`, '\\lambda_G\\, \\partial L_{adv} / \\partial \\hat C', adversarial)}
      <p>
        D pulls with <b data-number="pull-ratio">{percent(adv / mse)}</b> of the truth’s strength. Pink: less heat wanted here. Orange:
        more.
      </p>
    </>
  );
}

function Formula({ tex, name, value }: { readonly tex: string; readonly name: string; readonly value: number }) {
  return (
    <p className={css.formula}>
      <Tex>{`${tex} =`}</Tex> <b data-number={name}>{short(value)}</b>
    </p>
  );
}

interface UpdateProps {
  readonly name: string;
  readonly tex: string;
  readonly movement: SlowStep['generator'];
  readonly rate: number;
  readonly trained: boolean;
}

function Update({ name, tex, movement: { change, size }, rate, trained }: UpdateProps) {
  return (
    <div>
      <p className={css.formula}>
        <Tex>{`\\lVert \\Delta ${tex} \\rVert =`}</Tex> <b data-number={`change${name}`}>{short(change)}</b>
      </p>
      <p className={css.quiet}>
        {trained
          ? `${percent(change / size)} of ‖θ‖ = ${short(size)}, at a learning rate of ${tidy(rate)}.`
          : `${name} was not trained in this step.`}
      </p>
    </div>
  );
}
