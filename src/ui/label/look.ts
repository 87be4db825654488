/** What of a picture is on the stage: its upper left corner, and how much larger than whole. */
export interface Look {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const wholePicture: Look = { x: 0, y: 0, zoom: 1 };

const largest = 12;

/** Zoomed by a factor, `at` staying where it is on the screen. */
export function zoomedAt(look: Look, at: { readonly x: number; readonly y: number }, factor: number): Look {
  const zoom = Math.min(largest, Math.max(1, look.zoom * factor));
  const share = look.zoom / zoom;
  return { x: at.x - (at.x - look.x) * share, y: at.y - (at.y - look.y) * share, zoom };
}

/** The look moved so that it shows nothing beyond the picture. */
export function lookWithin(look: Look, { width, height }: { readonly width: number; readonly height: number }): Look {
  const clamp = (value: number, side: number) => Math.min(side - side / look.zoom, Math.max(0, value));
  return { ...look, x: clamp(look.x, width), y: clamp(look.y, height) };
}
