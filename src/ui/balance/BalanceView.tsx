import type { SettingName } from '../../method/hyperparameters.ts';
import { controlState } from '../../store/layout.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Prose } from '../controls/Prose.tsx';
import { useFindings } from '../findings.ts';
import { useView } from '../playground.ts';
import { SettingField } from '../settings/SettingField.tsx';
import { Tex } from '../Tex.tsx';
import css from './Balance.module.css';
import { Needle } from './Needle.tsx';
import { Pace } from './Pace.tsx';
import { Provoke } from './Provoke.tsx';

/** What acts on the balance; all but the scale take effect at the next step. */
const controls: readonly SettingName[] = ['gamma', 'lambdaK', 'lambdaG', 'freezeK'];

/** The k_t cockpit: where the balance stands, what moves it, what is wrong, and how to make it go wrong. */
export function BalanceView() {
  const findings = useFindings();
  const layout = useView((view) => view.layout);
  const shown = controls.filter((name) => controlState(layout, name) !== 'hidden');
  return (
    <Panel label="Balance" className={css.panel}>
      <div className={css.columns}>
        <div className={css.column}>
          <Heading title="The balance">
            <HelpTip about="The balance">
              <p>
                <Tex>{'k_{t+1} = \\mathrm{clamp}_0^1(k_t + \\lambda_k(\\gamma L_{real} - L_{fake}))'}</Tex>
              </p>
              <p>
                The controller wants D to redraw G’s maps with a share γ of the error that it makes on true ones. When G’s maps are redrawn
                too well, the needle stands right of the middle and k<sub>t</sub> rises: D works harder against G.
              </p>
            </HelpTip>
          </Heading>
          <Needle />
        </div>
        <div className={css.column} data-lesson="balance controls">
          {shown.length > 0 && <Heading title="Live controls" />}
          <div>
            {shown.map((name) => (
              <SettingField key={name} name={name} />
            ))}
          </div>
          <Pace />
        </div>
      </div>
      <div className={css.columns}>
        <div className={css.column}>
          <Heading title="What the detectors see" />
          {findings.length === 0 && <p className={css.quiet}>Nothing before the first step.</p>}
          <ul className={css.findings}>
            {findings.map(({ id, kind, title, sees, tries }) => (
              <li key={id} className={css.finding} data-kind={kind}>
                <h3 className={css.findingTitle}>
                  <Prose>{title}</Prose>
                </h3>
                <p>
                  <Prose>{sees}</Prose>
                </p>
                {tries && (
                  <p className={css.tries}>
                    Try: <Prose>{tries}</Prose>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </div>
        <div className={css.column}>
          <Provoke />
        </div>
      </div>
    </Panel>
  );
}
