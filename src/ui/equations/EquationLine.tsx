import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Prose } from '../controls/Prose.tsx';
import { short, tidy, whole } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './Equations.module.css';
import { type Equation, type Step, spoken } from './equations.ts';

/** One equation, with the numbers of a step beneath its symbols. */
export function EquationLine({ equation, step }: { readonly equation: Equation; readonly step: Step | null }) {
  return (
    <div className={css.equation}>
      <Heading small title={equation.name}>
        <HelpTip about={equation.name}>
          <p>
            <Prose>{equation.help}</Prose>
          </p>
          <p>The numbers are those of {step ? `step ${whole(step.step + 1)}` : 'the last step'}, before its update.</p>
        </HelpTip>
      </Heading>
      <div className={css.terms}>
        {equation.terms.map(({ tex, owner, value, given }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the terms of an equation never move
          <span key={i} className={`${css.term} ${value ? css.quantity : css.sign}`} data-owner={owner}>
            <Tex>{tex}</Tex>
            {value && (
              <span className={css.number} aria-hidden="true">
                {step === null ? '–' : given ? tidy(value(step)) : short(value(step))}
              </span>
            )}
          </span>
        ))}
      </div>
      <Hidden>{step ? spoken(equation, step) : 'No step made yet'}</Hidden>
    </div>
  );
}
