import { EquationLine } from './EquationLine.tsx';
import css from './Equations.module.css';
import { equations } from './equations.ts';
import { useLastStep } from './useLastStep.ts';

/** The equations, with the numbers of the last step beneath their symbols. */
export function EquationsPanel() {
  const step = useLastStep();
  return (
    <section className={css.panel} aria-label="The equations">
      {equations.map((equation) => (
        <EquationLine key={equation.name} equation={equation} step={step} />
      ))}
    </section>
  );
}
