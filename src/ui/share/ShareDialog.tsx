import { useState } from 'react';
import { changedNames } from '../../store/settings.ts';
import { Sheet } from '../dialogs/Sheet.tsx';
import { usePlayground, useSession, useSettings, useView } from '../playground.ts';
import { viewOf } from '../views/registry.ts';
import { Contents } from './Contents.tsx';
import { addressSet, type Draft, linkQuery } from './draft.ts';
import { LinkField } from './LinkField.tsx';
import { Permissions } from './Permissions.tsx';
import css from './Share.module.css';
import { Words } from './Words.tsx';

/** Makes a link to the page as it stands, and arranges it for those who follow it. */
export function ShareDialog() {
  const open = useView((view) => view.dialog === 'share');
  return (
    <Sheet name="share" title="Share this page">
      {open && <LinkMaker />}
    </Sheet>
  );
}

function LinkMaker() {
  const { view } = usePlayground();
  const config = useSettings();
  const dataset = useSession((state) => state.dataset);
  const { joint, probe, lesson, layout, wanted: asked, view: shown } = view.getState();
  const wanted = addressSet({ dataset }, { wanted: asked });
  const [draft, setDraft] = useState<Draft>({
    ...{ settings: true, seed: true, dataset: wanted !== '', focus: joint !== 'all' || probe !== 0 },
    ...{ view: viewOf(shown).id, lesson, layout },
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const looked = { joint, probe, wanted };
  return (
    <div className={css.maker}>
      <p className={css.quiet}>
        The link holds settings and words, no pictures and no weights. To hand on a trained run, save it as a file under Runs.
      </p>
      <LinkField query={linkQuery(draft, config, looked)} />
      <Contents draft={draft} looked={looked} changed={changedNames(config)} config={config} onChange={change} />
      <Words layout={draft.layout} onChange={(layout) => change({ layout })} />
      <Permissions layout={draft.layout} view={draft.view} onChange={(layout) => change({ layout })} />
    </div>
  );
}
