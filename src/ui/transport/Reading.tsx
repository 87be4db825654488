import { useCallback } from 'react';
import type { Sign } from '../../store/signs.ts';
import { readSign } from '../../store/signs.ts';
import { Prose } from '../controls/Prose.tsx';
import { usePlayground, useRedraw } from '../playground.ts';
import css from './Transport.module.css';

const words = {
  'convergence-jumped': 'M has jumped to three times its value: the duel is out of balance. Smaller learning rates calm it.',
  'k-at-one': 'k_t is pinned at 1: D learns to ruin what it redraws of G. A smaller γ or λ_k lets it go.',
  'maps-empty': 'G’s maps are nearly empty. Give it time; a foreground weight helps.',
  'fake-rising': 'L_fake rises while L_real stays: D has learnt to tell G’s drawings from true ones.',
  'k-at-zero': 'k_t rests at 0: G’s drawings are hard to redraw anyway, so D studies true ones only.',
  'warming-up': 'Warm-up: G learns from the truth alone and does not hear D yet.',
  duelling: 'k_t is at work: D studies true and generated drawings.',
} as const satisfies Record<Sign, string>;

/** What the numbers mean, in a sentence. */
export function Reading() {
  const { log, charts } = usePlayground();
  const sign = useRedraw(
    charts,
    useCallback(() => readSign(log), [log]),
  );
  return (
    <p className={css.reading} role="status">
      {sign && <Prose>{words[sign]}</Prose>}
    </p>
  );
}
