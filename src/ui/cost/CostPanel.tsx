import { useMemo } from 'react';
import { trainingCost } from '../../network/cost.ts';
import { discriminator } from '../../network/discriminator.ts';
import { generator } from '../../network/generator.ts';
import { presets } from '../../network/presets.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { Fact } from '../controls/Fact.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { bytes, short } from '../format.ts';
import { useSession, useSetting } from '../playground.ts';
import css from './Cost.module.css';

/** What the chosen networks cost, known before a step is made. */
export function CostPanel() {
  const preset = useSetting('preset');
  const normalisation = useSetting('normalisation');
  const optimiserG = useSetting('optimiserG');
  const optimiserD = useSetting('optimiserD');
  const joints = useSession((state) => state.dataset?.skeleton.joints.length ?? mpii16.joints.length);
  const cost = useMemo(() => {
    const config = { ...presets[preset], joints, normalisation };
    return trainingCost(generator(config), discriminator(config), config.batch, { g: optimiserG, d: optimiserD });
  }, [preset, normalisation, optimiserG, optimiserD, joints]);
  const { title, batch, input, heatmap } = presets[preset];
  return (
    <section className={css.panel} aria-label="Cost of training">
      <Heading title="Cost">
        <span className={css.quiet}>
          {title}: {batch} × {input} px → {heatmap} px
        </span>
        <HelpTip about="What training costs">
          <p>
            A step takes {batch} pictures of {input} × {input} pixels through both networks and back, about as much as 3 passes of G and 6
            of D.
          </p>
          <dl className={css.list}>
            <dt>Weights of G</dt>
            <dd>{cost.generator.parameters.toLocaleString('en')}</dd>
            <dt>Weights of D</dt>
            <dd>{cost.discriminator.parameters.toLocaleString('en')}</dd>
            <dt>Bytes of weights</dt>
            <dd>{bytes(cost.weightBytes)}</dd>
            <dt>Optimiser’s memory</dt>
            <dd>{bytes(cost.optimiserBytes)}</dd>
            <dt>Kept for the way back</dt>
            <dd>{bytes(cost.activationBytes)}</dd>
          </dl>
        </HelpTip>
      </Heading>
      <dl className={css.facts}>
        <Fact title="Weights">
          {short(cost.generator.parameters)} + {short(cost.discriminator.parameters)}
        </Fact>
        <Fact title="Multiply-adds">{short(cost.multiplyAddsPerStep)} a step</Fact>
        <Fact title="Memory">{bytes(cost.weightBytes + cost.optimiserBytes + cost.activationBytes)}</Fact>
      </dl>
    </section>
  );
}
