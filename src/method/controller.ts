/** The controller of k_t (Chou et al. 2017, after BEGAN, Berthelot et al. 2017). */
export interface ControllerSettings {
  /** γ: the share of L_real that L_fake is held at. */
  readonly gamma: number;
  /** λ_k: the gain. */
  readonly lambdaK: number;
  readonly freezeK: boolean;
}

/** γ L_real − L_fake: above zero G does better than D expects, and k_t rises. */
export function balance(lossReal: number, lossFake: number, gamma: number): number {
  return gamma * lossReal - lossFake;
}

/** k_{t+1} = clamp(k_t + λ_k (γ L_real − L_fake), 0, 1). */
export function nextK(kT: number, lossReal: number, lossFake: number, { gamma, lambdaK, freezeK }: ControllerSettings): number {
  if (freezeK) return kT;
  return Math.min(1, Math.max(0, kT + lambdaK * balance(lossReal, lossFake, gamma)));
}

/** M = L_real + |γ L_real − L_fake|, BEGAN's measure of convergence. */
export function mGlobal(lossReal: number, lossFake: number, gamma: number): number {
  return lossReal + Math.abs(balance(lossReal, lossFake, gamma));
}
