/** A learning rate at a step: held for `hold` steps, then falling as 1/√t; never falling where `hold` is 0. Steps count from 0. */
export function heldRate(rate: number, step: number, hold: number): number {
  return hold === 0 || step <= hold ? rate : rate * Math.sqrt(hold / step);
}

/** λ_G of a step: 0 while step < warmUp, so that G first learns from the true heatmaps alone; then λ_G. Steps count from 0. */
export function warmUpLambdaG(lambdaG: number, step: number, warmUp: number): number {
  return step < warmUp ? 0 : lambdaG;
}
