import { FileArchive, FolderOpen } from 'lucide-react';
import { FileButton } from '../controls/FileButton.tsx';
import { usePlayground } from '../playground.ts';
import { sourceOfFiles } from './pickedFiles.ts';

const kinds =
  '.zip,.json,.txt,.yaml,.yml,.xml,.csv,.tsv,.mat,.h5,.hdf5,.slp,.jpg,.jpeg,.png,.webp,.avif,.tif,.tiff,.bmp,.gif,.mp4,.m4v,.mov,.webm,.mkv';

/** Two ways to open one's own pictures: files (or a zip), and a folder. */
export function DatasetChooser({ small = false }: { readonly small?: boolean }) {
  const { open } = usePlayground();
  const choose = (files: readonly File[]) => {
    const source = sourceOfFiles(files);
    if (source) open(source);
  };
  return (
    <>
      <FileButton small={small} label="Zip or files of a dataset" accept={kinds} multiple onFiles={choose}>
        <FileArchive size={14} aria-hidden />
        Zip or files…
      </FileButton>
      <FileButton small={small} label="Folder of a dataset" webkitdirectory="" onFiles={choose}>
        <FolderOpen size={14} aria-hidden />
        Folder…
      </FileButton>
    </>
  );
}
