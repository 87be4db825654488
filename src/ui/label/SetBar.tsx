import { Check, CircleAlert, Play, Undo2 } from 'lucide-react';
import { cocoZip } from '../../label/cocoZip.ts';
import { originsOf, progressOf } from '../../label/labelSet.ts';
import { Button } from '../controls/Button.tsx';
import { whole } from '../format.ts';
import { usePlayground } from '../playground.ts';
import { saveFile } from '../saveFile.ts';
import css from './Label.module.css';
import { library, useLibrary } from './library.ts';
import { SetMenu } from './SetMenu.tsx';
import { TakePictures, type Taking } from './TakePictures.tsx';

/** Which set is open, what can be done with it, and whether it is kept. */
export function SetBar(taking: Taking) {
  const { open, report, look } = usePlayground();
  const set = useLibrary((state) => state.history?.now);
  const saving = useLibrary((state) => state.saving);
  const hasOthers = useLibrary((state) => state.sets.length > 0 || state.discarded !== null);
  if (!set)
    return hasOthers ? (
      <div className={css.bar}>
        <SetMenu />
        <Restore />
      </div>
    ) : null;
  const done = set.pictures.filter((picture) => progressOf(picture) === 'done').length;
  const origins = originsOf(set);
  const labels = origins.person + origins.teacher + origins.renderer;
  const withZip = async (use: (zip: Blob) => void | Promise<void>) => {
    try {
      await use(await cocoZip(set, (id) => library.picture(id, set)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      report({
        code: 'not-found',
        severity: 'error',
        message: `The set could not be packed: ${why}`,
        cure: 'Reload the page and try again.',
      });
    }
  };
  const train = (zip: Blob) => {
    const file = new File([zip], `${set.name}.zip`, { type: 'application/zip' });
    open({ kind: 'files', name: set.name, files: [{ path: file.name, file }] });
    look({ view: 'duel' });
  };
  const save = async (zip: Blob) => saveFile({ name: `${set.name}.zip`, mime: zip.type, bytes: new Uint8Array(await zip.arrayBuffer()) });
  return (
    <div className={css.bar}>
      <SetMenu onExport={() => void withZip(save)} />
      <input
        className={css.name}
        aria-label="Name of the set"
        value={set.name}
        maxLength={60}
        onChange={(event) => library.edit((now) => ({ ...now, name: event.target.value }), 'name')}
      />
      <span className={css.quiet}>
        {done} of {set.pictures.length} done
        {origins.teacher > 0 && `, ${whole(origins.teacher)} of ${whole(labels)} labels the teacher’s`}
      </span>
      <span className={css.saving} role="status">
        {saving === 'failed' ? <CircleAlert size={14} aria-hidden /> : saving === 'saved' && <Check size={14} aria-hidden />}
        {saving === 'saved' ? 'Kept' : saving === 'waiting' ? 'Keeping…' : 'Not kept'}
      </span>
      <Restore />
      <div className={css.barEnd}>
        <TakePictures {...taking} small />
        <Button small primary disabled={labels === 0} onClick={() => void withZip(train)}>
          <Play size={14} aria-hidden />
          Train on it
        </Button>
      </div>
    </div>
  );
}

function Restore() {
  const discarded = useLibrary((state) => state.discarded);
  if (!discarded) return null;
  return (
    <Button small onClick={() => void library.restore()}>
      <Undo2 size={14} aria-hidden />
      Take “{discarded.name}” back
    </Button>
  );
}
