import { useEffect, useState } from 'react';
import { usePlayground } from '../playground.ts';
import css from './Dataset.module.css';
import { dropTaker } from './dropTaker.ts';
import { droppedFiles, sourceOf } from './pickedFiles.ts';

/** Takes files that are dropped anywhere on the page, and says so while they hover. The view in sight may have use for them itself. */
export function DropZone() {
  const { open, report } = usePlayground();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = async (event: DragEvent) => {
      if (!event.dataTransfer || !withFiles(event)) return;
      setHovering(false);
      event.preventDefault();
      try {
        const files = await droppedFiles(event.dataTransfer);
        const source = sourceOf(files);
        if (source && !dropTaker()?.take(files)) open(source);
      } catch (error) {
        const message = `The dropped files could not be read: ${error instanceof Error ? error.message : String(error)}`;
        report({ code: 'not-found', severity: 'error', message, cure: 'Try the buttons under “Dataset” instead.' });
      }
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [open, report]);
  return hovering ? (
    <div className={css.drop}>
      <p>{dropTaker()?.hint ?? 'Drop a zip, a folder or files of people with labelled joints, or a run (.poseduel)'}</p>
    </div>
  ) : null;
}
