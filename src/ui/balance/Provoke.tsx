import { provocations, provokedConfig } from '../../method/provocations.ts';
import { allows } from '../../store/layout.ts';
import { settingWords } from '../../store/runNames.ts';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Prose } from '../controls/Prose.tsx';
import { usePlayground, useSession, useSettings, useView } from '../playground.ts';
import css from './Balance.module.css';

/** Runs that go wrong on purpose; those alone that the page's link leaves the reader free to start. */
export function Provoke() {
  const { begin } = usePlayground();
  const layout = useView((view) => view.layout);
  const config = useSettings();
  const able = useSession((state) => state.run !== null && state.phase !== 'working');
  const offered = provocations.filter((provocation) => allows(layout, config, provokedConfig(provocation)));
  if (offered.length === 0) return null;
  return (
    <>
      <Heading title="Make it go wrong">
        <HelpTip about="Make it go wrong">
          <p>
            Each starts a new run of the toy networks with settings that lead into one failure within a minute. Watch it, then mend it with
            the live controls, or look back and branch off before it. The run of now stays under Runs.
          </p>
        </HelpTip>
      </Heading>
      <ul className={css.provocations}>
        {offered.map((provocation) => (
          <li key={provocation.finding} className={css.provocation}>
            <span className={css.provocationWords}>
              <Prose>{provocation.title}</Prose>
              <span className={css.small}>
                <Prose>{`${provocation.changes.map(([name, value]) => settingWords(name, value)).join(', ')}; seen after ${provocation.steps} steps`}</Prose>
              </span>
            </span>
            <Button small disabled={!able} aria-label={`Provoke: ${provocation.title}`} onClick={() => begin(provokedConfig(provocation))}>
              Provoke
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
