/**
 * A coordinate of MATLAB, whose pixel 1 has its centre at 1, in our continuous pixels, where the centre of the first pixel is at ½
 * (`pose/point.ts`). LSP and all forms of MPII count so; code that keeps a pixel's centre at a whole number subtracts 1 instead.
 */
export function fromOneBased(coordinate: number): number {
  return coordinate - 0.5;
}
