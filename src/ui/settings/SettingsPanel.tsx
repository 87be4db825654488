import { Accordion } from '@base-ui/react/accordion';
import { ChevronDown } from 'lucide-react';
import { hyperparameters, type SettingGroup, settingGroups, settingNames } from '../../method/hyperparameters.ts';
import { controlState } from '../../store/layout.ts';
import { changedNames, pendingNames } from '../../store/settings.ts';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Prose } from '../controls/Prose.tsx';
import { usePlayground, useSession, useSettings, useView } from '../playground.ts';
import { SettingField } from './SettingField.tsx';
import css from './Settings.module.css';

const groups = Object.keys(settingGroups).filter((key): key is SettingGroup => Object.hasOwn(settingGroups, key));

/** The form that follows from the table of hyperparameters. */
export function SettingsPanel() {
  const layout = useView((view) => view.layout);
  const shown = settingNames.filter((name) => controlState(layout, name) !== 'hidden');
  if (shown.length === 0) return null;
  return (
    <Panel label="Settings">
      <SettingsHead />
      <Accordion.Root className={css.groups} defaultValue={['duel']}>
        {groups
          .filter((group) => shown.some((name) => hyperparameters[name].group === group))
          .map((group) => (
            <Accordion.Item key={group} value={group} className={css.group}>
              <Accordion.Header className={css.groupHead}>
                <Accordion.Trigger className={css.groupButton}>
                  {settingGroups[group]}
                  <ChevronDown size={15} className={css.chevron} aria-hidden />
                </Accordion.Trigger>
              </Accordion.Header>
              <Accordion.Panel className={css.fields}>
                {shown
                  .filter((name) => hyperparameters[name].group === group)
                  .map((name) => (
                    <SettingField key={name} name={name} />
                  ))}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
      </Accordion.Root>
      <ApplyBar />
    </Panel>
  );
}

function SettingsHead() {
  const { resetSettings } = usePlayground();
  const layout = useView((view) => view.layout);
  const changed = changedNames(useSettings()).filter((name) => controlState(layout, name) === 'shown').length;
  return (
    <div className={css.head}>
      <Heading title="Settings" />
      <Button small disabled={changed === 0} onClick={resetSettings}>
        {changed === 0 ? 'All at default' : `Reset ${changed} to default`}
      </Button>
    </div>
  );
}

/** Collects the changes that need a new run. */
function ApplyBar() {
  const { apply } = usePlayground();
  const config = useSettings();
  const run = useSession((state) => state.run);
  const working = useSession((state) => state.phase === 'working');
  const pending = pendingNames(config, run?.config ?? null);
  if (pending.length === 0) return null;
  return (
    <div className={css.apply} role="status">
      <p>
        <Prose>{`${pending.map((name) => hyperparameters[name].title).join(', ')} changed.`}</Prose>
      </p>
      <Button primary disabled={working} onClick={apply}>
        Apply — starts a new run
      </Button>
    </div>
  );
}
