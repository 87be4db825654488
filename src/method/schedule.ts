/** λ_G of a step: 0 while step < warmUp, so that G first learns from the true heatmaps alone; then λ_G. Steps count from 0. */
export function warmUpLambdaG(lambdaG: number, step: number, warmUp: number): number {
  return step < warmUp ? 0 : lambdaG;
}
