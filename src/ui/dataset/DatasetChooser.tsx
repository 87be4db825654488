import { FileArchive, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { usePlayground } from '../playground.ts';
import css from './Dataset.module.css';
import { sourceOfFiles } from './pickedFiles.ts';

/** Two ways to open one's own pictures: files (or a zip), and a folder. */
export function DatasetChooser({ small = false }: { readonly small?: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const { open } = usePlayground();
  const choose = (event: React.ChangeEvent<HTMLInputElement>) => {
    const source = sourceOfFiles(event.target.files);
    if (source) open(source);
    // So that the same file can be chosen again.
    event.target.value = '';
  };
  return (
    <>
      <Button small={small} onClick={() => files.current?.click()}>
        <FileArchive size={14} aria-hidden />
        Zip or files…
      </Button>
      <Button small={small} onClick={() => folder.current?.click()}>
        <FolderOpen size={14} aria-hidden />
        Folder…
      </Button>
      <input
        ref={files}
        className={css.input}
        type="file"
        multiple
        accept=".zip,.json,.txt,.yaml,.yml,.xml,.csv,.tsv,.mat,.h5,.hdf5,.slp,.jpg,.jpeg,.png,.webp,.avif,.tif,.tiff,.bmp,.gif"
        aria-label="Zip or files of a dataset"
        tabIndex={-1}
        onChange={choose}
      />
      <input
        ref={folder}
        className={css.input}
        type="file"
        webkitdirectory=""
        aria-label="Folder of a dataset"
        tabIndex={-1}
        onChange={choose}
      />
    </>
  );
}
