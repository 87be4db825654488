import { useMemo } from 'react';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Prose } from '../controls/Prose.tsx';
import { percent, short, tidy } from '../format.ts';
import { Tex } from '../Tex.tsx';
import { largest, length } from './activation.ts';
import css from './Bout.module.css';
import { MapFigure } from './MapFigure.tsx';

interface Props {
  /** [n, size, size, J] each; the adversary's not yet scaled. */
  readonly gradients: { readonly mse: Float32Array; readonly adversarial: Float32Array };
  readonly lambdaG: number;
  readonly picture: number;
  readonly size: number;
  readonly joints: number;
  readonly joint: number;
  readonly ground: HTMLCanvasElement | null;
}

/** The gradients that reach Ĉ, as signed maps, with their norms: how hard the discriminator pulls beside the truth. */
export function Pull({ gradients, lambdaG, picture, size, joints, joint, ground }: Props) {
  const { mse, adversarial } = useMemo(() => {
    const sideOf = (values: Float32Array) => ({
      maps: { maps: values, picture, size, joints },
      norm: length(values),
      limit: largest(values),
    });
    return { mse: sideOf(gradients.mse), adversarial: sideOf(gradients.adversarial.map((value) => lambdaG * value)) };
  }, [gradients, lambdaG, picture, size, joints]);
  const ratio = adversarial.norm / mse.norm;
  return (
    <section className={css.pull} aria-label="What pulls at Ĉ">
      <MapFigure
        {...{ ground, joint, signed: true, hue: 'generated', maps: mse.maps, limit: mse.limit }}
        label={`Gradient of L_MSE at Ĉ: norm ${short(mse.norm)}, scale to ${short(mse.limit)}`}
      >
        <Tex>{'\\partial L_{MSE} / \\partial \\hat C'}</Tex>
        <b data-number="pull-mse">{short(mse.norm)}</b>
      </MapFigure>
      <MapFigure
        {...{ ground, joint, signed: true, hue: 'generated', maps: adversarial.maps, limit: adversarial.limit }}
        label={`Gradient of λ_G L_adv at Ĉ: norm ${short(adversarial.norm)}, scale to ${short(adversarial.limit)}`}
      >
        <Tex>{'\\lambda_G\\, \\partial L_{adv} / \\partial \\hat C'}</Tex>
        <b data-number="pull-adversarial">{short(adversarial.norm)}</b>
      </MapFigure>
      <div className={css.pullWords}>
        <div className={css.pullTitle}>
          D pulls with <b data-number="pull-ratio">{percent(ratio)}</b> of the truth’s strength
          <HelpTip about="What pulls at Ĉ">
            <p>
              G follows the downhill side of both: where a map is <b>pink</b> the loss wants less heat, where it is <b>orange</b> more. Each
              map has its own scale; the numbers are their lengths, ‖·‖.
            </p>
          </HelpTip>
        </div>
        <div className={css.bar} aria-hidden="true">
          <span style={{ width: `${Math.min(100, 100 * ratio)}%` }} />
        </div>
        <p className={css.quiet}>
          <Prose>
            {lambdaG === 0
              ? 'λ_G is 0 now (warm-up, or set so): G does not listen to D.'
              : `λ_G is ${tidy(lambdaG)}. Pink: less heat wanted here. Orange: more.`}
          </Prose>
        </p>
      </div>
    </section>
  );
}
