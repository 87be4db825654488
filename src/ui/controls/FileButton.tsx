import { type InputHTMLAttributes, type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import css from './controls.module.css';

interface Props extends Pick<InputHTMLAttributes<HTMLInputElement>, 'accept' | 'multiple' | 'webkitdirectory'> {
  /** What is chosen, for those who listen to the page. */
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A button that lets files be chosen. */
export function FileButton({ label, onFiles, small, disabled, children, ...kinds }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button small={small} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        className={css.file}
        type="file"
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // So that the same files can be chosen again.
          event.target.value = '';
        }}
        {...kinds}
      />
    </>
  );
}
