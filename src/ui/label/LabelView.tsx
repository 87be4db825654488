import { useState } from 'react';
import { mediaOf } from '../../label/mediaFiles.ts';
import { readPictures } from '../../label/newPictures.ts';
import { coco17 } from '../../pose/skeleton.ts';
import { useDropTaker } from '../dataset/dropTaker.ts';
import { usePlayground } from '../playground.ts';
import { CameraDialog } from './CameraDialog.tsx';
import { EmptyLabels } from './EmptyLabels.tsx';
import css from './Label.module.css';
import { library, useLibrary } from './library.ts';
import { SetBar } from './SetBar.tsx';
import { Workbench } from './Workbench.tsx';

/** Pictures of one's own: taken, labelled, kept, trained on. */
export function LabelView() {
  const phase = useLibrary((state) => state.phase);
  const set = useLibrary((state) => state.history?.now);
  const problem = useLibrary((state) => state.problem);
  const [camera, setCamera] = useState(false);
  const { report } = usePlayground();
  const add = async (files: readonly File[]) => {
    const { pictures, unread } = await readPictures(files);
    if (pictures.length > 0 && !library.set) await library.create('My pictures', coco17);
    await library.add(pictures);
    if (unread.length === 0) return;
    report({
      code: 'bad-picture',
      severity: 'warning',
      message: `${unread.length} of ${files.length} files were not added. ${unread.slice(0, 3).join('. ')}.`,
      cure: 'Save them anew as JPEG or PNG, smaller if need be.',
    });
  };
  useDropTaker('Drop pictures to label; a dataset and a run (.poseduel) are taken too', (files) => {
    const media = mediaOf(files);
    if (!media) return false;
    void add([...media.pictures, ...media.videos]);
    return true;
  });
  const taking = { onCamera: () => setCamera(true), onFiles: (files: readonly File[]) => void add(files) };
  return (
    <section className={css.panel} aria-label="Label pictures">
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      {phase === 'loading' ? (
        <p className={css.quiet}>Looking for your sets…</p>
      ) : (
        <>
          <SetBar {...taking} />
          {set && set.pictures.length > 0 ? <Workbench key={set.id} /> : <EmptyLabels {...taking} />}
        </>
      )}
      {camera && <CameraDialog onClose={() => setCamera(false)} />}
    </section>
  );
}
