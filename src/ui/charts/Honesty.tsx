import { shownEvaluation } from '../../store/session.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { fixed } from '../format.ts';
import { useSession } from '../playground.ts';
import css from './Charts.module.css';

/** Whether the discriminator's objection tells where the prediction is wrong, and whether it tells more than the generator's own doubt. */
export function Honesty() {
  const evaluation = useSession(shownEvaluation);
  return (
    <p className={css.honesty}>
      <strong>Who sees the errors?</strong>
      <HelpTip about="Who sees the errors?">
        <p>
          Spearman’s ρ over all joints of the held-out pictures: how well the true error follows D’s objection s<sub>j</sub>, and how well
          it follows G’s own doubt, 1 − its peak. 1 is perfect, 0 is chance. “Joints” shows whether both together know more.
        </p>
      </HelpTip>
      <span className={css.rho}>
        <span className={css.rhoD}>D ρ {fixed(evaluation?.rhoComment, 2)}</span>
        <span className={css.rhoG}>G ρ {fixed(evaluation?.rhoConfidence, 2)}</span>
      </span>
    </p>
  );
}
