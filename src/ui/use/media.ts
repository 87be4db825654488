import { isVideo } from '../../label/mediaFiles.ts';

/** What can be looked at, ready to be drawn; sizes in its own pixels. */
export type Media = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
} & ({ readonly kind: 'video'; readonly element: HTMLVideoElement } | { readonly kind: 'picture'; readonly element: HTMLImageElement });

/** What the user has chosen to look at. */
export type Source =
  | { readonly kind: 'camera' }
  | { readonly kind: 'file'; readonly name: string; readonly url: string; readonly isVideo: boolean };

export function sourceOfFile(file: File): Source {
  return { kind: 'file', name: file.name, url: URL.createObjectURL(file), isVideo: isVideo(file) };
}
