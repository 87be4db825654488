import { Camera, ImagePlus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import css from './Label.module.css';

export interface Taking {
  readonly onCamera: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The two ways to pictures. */
export function TakePictures({ onCamera, onFiles, small = false }: Taking & { readonly small?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const size = small ? 14 : 16;
  return (
    <>
      <Button small={small} primary={!small} onClick={onCamera}>
        <Camera size={size} aria-hidden />
        Webcam…
      </Button>
      <Button small={small} onClick={() => input.current?.click()}>
        <ImagePlus size={size} aria-hidden />
        Pictures…
      </Button>
      <input
        ref={input}
        className={css.input}
        type="file"
        multiple
        accept="image/*"
        aria-label="Pictures to label"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that the same files can be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
}
