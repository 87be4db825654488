import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { type Block, blocksOf } from '../../network/blocks.ts';
import { networkCost } from '../../network/cost.ts';
import { discriminator } from '../../network/discriminator.ts';
import { generator } from '../../network/generator.ts';
import type { Network } from '../../network/graph.ts';
import { presets } from '../../network/presets.ts';
import { jointIndex } from '../../store/view.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { Panel } from '../controls/Panel.tsx';
import { Canvas } from '../duel/Canvas.tsx';
import { largestValue, scaleEnd } from '../duel/colourMaps.ts';
import { ProbeStrip } from '../duel/ProbeStrip.tsx';
import { probePictures } from '../duel/pictures.ts';
import { EquationLine } from '../equations/EquationLine.tsx';
import { equations } from '../equations/equations.ts';
import { useLastStep } from '../equations/useLastStep.ts';
import { short, whole } from '../format.ts';
import { usePlayground, useSession, useView } from '../playground.ts';
import { EmptyState } from '../states/EmptyState.tsx';
import { FailedState } from '../states/FailedState.tsx';
import { WaitingState } from '../states/WaitingState.tsx';
import { Tex } from '../Tex.tsx';
import { BlockDialog, type OpenBlock } from './BlockDialog.tsx';
import css from './Bout.module.css';
import { MapFigure } from './MapFigure.tsx';
import { NetworkDrawing } from './NetworkDrawing.tsx';
import { Pull } from './Pull.tsx';
import { useInsight } from './useInsight.ts';

/** Both networks as they are built, and what goes on in them now: the picture through G, its drawing and the true one through D. */
export function BoutView() {
  const run = useSession((state) => state.run);
  const phase = useSession((state) => state.phase);
  const awake = useSession((state) => state.awake);
  const joints = useSession((state) => state.dataset?.skeleton.joints);
  return (
    <Panel label="The bout" className={css.panel}>
      {phase === 'failed' && <FailedState />}
      {run && joints && run.probes.count > 0 ? (
        <Bout run={run} joints={joints} />
      ) : phase === 'failed' ? null : phase === 'empty' && awake ? (
        <EmptyState />
      ) : (
        <WaitingState />
      )}
    </Panel>
  );
}

type Pass = 'real' | 'fake';

function Bout({ run, joints }: { readonly run: RunSummary; readonly joints: readonly string[] }) {
  const { look } = usePlayground();
  const view = useView((state) => state);
  const step = useLastStep();
  const [pass, setPass] = useState<Pass>('fake');
  const [open, setOpen] = useState<OpenBlock | null>(null);
  const { config, probes } = run;
  const probe = Math.min(view.probe, probes.count - 1);
  const joint = jointIndex(view.joint, joints);
  const { G, D } = useMemo(() => {
    const size = { ...presets[config.preset], joints: joints.length, normalisation: config.normalisation };
    return { G: partsOf(generator(size)), D: partsOf(discriminator(size)) };
  }, [config.preset, config.normalisation, joints.length]);
  const question = useMemo(() => {
    const heatmapsOfD = D.network.nodes.findIndex(({ op }) => op.kind === 'input' && op.name === 'heatmaps');
    return {
      probe,
      outlines: [
        ...G.large.map((i) => ({ pass: 'generator' as const, node: G.blocks[i]!.output.id })),
        ...D.large.map((i) => ({ pass, node: D.blocks[i]!.output.id })),
      ],
      whole: [
        { pass: 'generator' as const, node: G.network.outputs.at(-1)! },
        { pass: 'real' as const, node: heatmapsOfD },
        { pass: 'fake' as const, node: D.network.outputs[0]! },
        { pass: 'real' as const, node: D.network.outputs[0]! },
      ],
      gradients: true,
    };
  }, [probe, pass, G, D]);
  const { insight: newest, problem } = useInsight(question);
  const insight = useDeferredValue(newest);
  const outlines = useMemo(() => {
    const of = (parts: typeof G, from: number) => new Map(parts.large.map((block, i) => [block, insight!.outlines[from + i]!]));
    return insight?.outlines.length === G.large.length + D.large.length ? { G: of(G, 0), D: of(D, G.large.length) } : none;
  }, [insight, G, D]);
  const size = presets[config.preset].heatmap;
  const figures = useMemo(() => {
    if (!insight) return null;
    const [generated, truth, redrawnGenerated, redrawnTruth] = insight.whole.map((maps) => ({
      maps,
      picture: 0,
      size,
      joints: joints.length,
    }));
    return { generated: generated!, truth: truth!, redrawnGenerated: redrawnGenerated!, redrawnTruth: redrawnTruth! };
  }, [insight, size, joints.length]);
  const limit = figures ? scaleEnd(largestValue({ ...figures.generated, probe: 0 }, joint)) : 1;
  const pictures = probePictures(probes, probe);
  const drawPicture = useCallback(
    (context: CanvasRenderingContext2D, side: number) => context.drawImage(pictures.plain, 0, 0, side, side),
    [pictures],
  );
  const openG = useCallback((i: number) => setOpen({ pass: 'generator', network: G.network, block: G.blocks[i]! }), [G]);
  const openD = useCallback((i: number) => setOpen({ pass, network: D.network, block: D.blocks[i]! }), [D, pass]);
  const figure = (name: keyof NonNullable<typeof figures>, scale: number, words: string, caption: ReactNode, through = false) => (
    <MapFigure
      {...{ joint, ground: pictures.dimmed, maps: figures?.[name] ?? null, limit: scale }}
      hue={name === 'generated' ? 'generated' : name === 'truth' ? 'real' : 'discriminator'}
      label={`${words}, scale to ${short(scale)}`}
      through={through}
    >
      {caption}
    </MapFigure>
  );
  return (
    <>
      <div className={css.top}>
        <ProbeStrip probes={probes} chosen={probe} onChoose={(next) => look({ probe: next })} />
        <p className={css.quiet} aria-live="off">
          {problem ?? (insight ? `Seen after ${whole(insight.step)} steps` : 'Looking inside …')}
        </p>
      </div>
      <div className={css.row}>
        <div className={css.corner}>
          <figure className={css.figure}>
            <Canvas label={`The picture that G sees: number ${probe + 1}`} draw={drawPicture} />
            <figcaption>
              <Tex>{'X'}</Tex> picture
            </figcaption>
          </figure>
        </div>
        <div className={css.network}>
          <NetworkTitle name="G draws heatmaps" parts={G} />
          <NetworkDrawing blocks={G.blocks} owner="generator" outlines={outlines.G} label="The generator, block by block" onOpen={openG} />
        </div>
        <div className={css.corner}>
          {figure(
            'generated',
            limit,
            'What G draws, Ĉ',
            <>
              <Tex>{'\\hat C'}</Tex> G’s drawing
            </>,
          )}
        </div>
      </div>
      <div className={css.between}>
        <div className={css.equations}>
          {equations.map((equation) => (
            <EquationLine key={equation.name} equation={equation} step={step} />
          ))}
        </div>
        {insight?.gradients && (
          <Pull
            {...{ gradients: insight.gradients, lambdaG: insight.lambdaG, size, joint, picture: 0, joints: joints.length }}
            ground={pictures.dimmed}
          />
        )}
      </div>
      <div className={css.row}>
        <div className={css.corner}>
          {figure(
            'truth',
            1,
            'The true heatmaps, C',
            <>
              <Tex>{'C'}</Tex> truth, in →
            </>,
            pass === 'real',
          )}
          {figure(
            'redrawnGenerated',
            limit,
            'G’s drawing as D redraws it',
            <>
              ← <Tex>{'D(\\hat C)'}</Tex>
              <Loss name="lossFake" tex="L_{fake}" value={step?.lossFake} owner="generated" />
            </>,
            pass === 'fake',
          )}
        </div>
        <div className={css.network}>
          <NetworkTitle name="D redraws them" parts={D}>
            <fieldset className={css.passes} aria-label="Which heatmaps D redraws in the drawing">
              <button type="button" aria-pressed={pass === 'real'} onClick={() => setPass('real')}>
                the truth →
              </button>
              <button type="button" aria-pressed={pass === 'fake'} onClick={() => setPass('fake')}>
                ← what G drew
              </button>
            </fieldset>
          </NetworkTitle>
          <NetworkDrawing
            blocks={D.blocks}
            owner="discriminator"
            outlines={outlines.D}
            mirrored={pass === 'fake'}
            label={`The discriminator, block by block, on ${pass === 'fake' ? 'G’s drawing, from right to left' : 'the true heatmaps, from left to right'}`}
            onOpen={openD}
          />
        </div>
        <div className={css.corner}>
          {figure(
            'generated',
            limit,
            'What G draws goes into D',
            <>
              ← in, <Tex>{'\\hat C'}</Tex>
            </>,
            pass === 'fake',
          )}
          {figure(
            'redrawnTruth',
            1,
            'The true heatmaps as D redraws them',
            <>
              <Tex>{'D(C)'}</Tex> →
              <Loss name="lossReal" tex="L_{real}" value={step?.lossReal} owner="real" />
            </>,
            pass === 'real',
          )}
        </div>
      </div>
      <BlockDialog open={open} probe={probe} onClose={() => setOpen(null)} />
    </>
  );
}

const none = { G: new Map<number, Float32Array>(), D: new Map<number, Float32Array>() };

/** A network, its blocks, and which of them are drawn large. */
function partsOf(network: Network) {
  const blocks = blocksOf(network);
  const large = blocks.flatMap(({ parameters, kind }: Block, i) => (parameters > 0 || kind === 'input' ? [i] : []));
  return { network, blocks, large };
}

function NetworkTitle({
  name,
  parts,
  children,
}: {
  readonly name: string;
  readonly parts: ReturnType<typeof partsOf>;
  readonly children?: ReactNode;
}) {
  const { parameters, multiplyAdds } = networkCost(parts.network);
  return (
    <div className={css.networkTitle}>
      <h2 data-owner={parts.network.name}>{name}</h2>
      <span className={css.quiet}>
        {whole(parameters)} weights, {short(multiplyAdds)} multiply-adds a picture. Open any block.
      </span>
      {children}
    </div>
  );
}

function Loss({
  name,
  tex,
  value,
  owner,
}: {
  readonly name: string;
  readonly tex: string;
  readonly value: number | undefined;
  readonly owner: string;
}) {
  return (
    <span className={css.loss} data-owner={owner}>
      <Tex>{tex}</Tex> <b data-number={name}>{short(value)}</b>
    </span>
  );
}
