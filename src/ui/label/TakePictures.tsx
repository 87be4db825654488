import { Camera, ImagePlus } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { FileButton } from '../controls/FileButton.tsx';

export interface Taking {
  readonly onCamera: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The two ways to pictures. */
export function TakePictures({ onCamera, onFiles, small = false }: Taking & { readonly small?: boolean }) {
  const size = small ? 14 : 16;
  return (
    <>
      <Button small={small} primary={!small} onClick={onCamera}>
        <Camera size={size} aria-hidden />
        Webcam…
      </Button>
      <FileButton small={small} label="Pictures to label" accept="image/*" multiple onFiles={onFiles}>
        <ImagePlus size={size} aria-hidden />
        Pictures…
      </FileButton>
    </>
  );
}
