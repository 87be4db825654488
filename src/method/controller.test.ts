import { describe, expect, it } from 'vitest';
import { balance, mGlobal, nextK } from './controller.ts';

const settings = { gamma: 0.5, lambdaK: 0.1, freezeK: false };

describe('the balance γ L_real − L_fake', () => {
  it('is above 0 where generated maps are easy to redraw, and below where they are not', () => {
    expect(balance(0.8, 0.1, 0.5)).toBeCloseTo(0.3, 12); // 0.4 − 0.1
    expect(balance(0.2, 0.4, 0.5)).toBeCloseTo(-0.3, 12); // 0.1 − 0.4
    expect(balance(0.8, 0.4, 0.5)).toBe(0);
  });
});

describe('k_t', () => {
  it('rises by λ_k times a balance above 0', () => {
    expect(nextK(0.25, 0.8, 0.1, settings)).toBeCloseTo(0.28, 12); // 0.25 + 0.1 · 0.3
  });

  it('falls by λ_k times a balance below 0', () => {
    expect(nextK(0.25, 0.2, 0.4, settings)).toBeCloseTo(0.22, 12); // 0.25 − 0.1 · 0.3
  });

  it('rests where L_fake = γ L_real', () => {
    expect(nextK(0.25, 0.8, 0.4, settings)).toBe(0.25);
  });

  it('stops at 0 and at 1', () => {
    expect(nextK(0.01, 0.2, 0.4, settings)).toBe(0); // 0.01 − 0.03
    expect(nextK(0.99, 0.8, 0.1, settings)).toBe(1); // 0.99 + 0.03
    expect(nextK(0, 0.2, 0.4, settings)).toBe(0);
  });

  it('does not move when it is held', () => {
    expect(nextK(0.25, 0.8, 0.1, { ...settings, freezeK: true })).toBe(0.25);
  });
});

describe('BEGAN’s measure of convergence', () => {
  it('adds the distance from balance to L_real, on each side', () => {
    expect(mGlobal(0.8, 0.1, 0.5)).toBeCloseTo(1.1, 12); // 0.8 + |0.4 − 0.1|
    expect(mGlobal(0.2, 0.4, 0.5)).toBeCloseTo(0.5, 12); // 0.2 + |0.1 − 0.4|
  });
});

describe('how fast k_t can rise, with the authors’ γ 0.5 and λ_k 1e-3', () => {
  // A step rises most where D redraws nothing (L_real is the whole energy E) and L_fake is 0: by λ_k γ E.
  const authors = { gamma: 0.5, lambdaK: 1e-3, freezeK: false };
  const rise = (energy: number) => nextK(0, energy, 0, authors);

  it('mean losses at 64²: 1.2e-6 a step, so that 10,000 steps make 0.012', () => {
    expect(rise(0.00233)).toBeCloseTo(1.165e-6, 9); // 1e-3 · 0.5 · 0.00233
    expect(10_000 * rise(0.00233)).toBeLessThan(0.012);
  });

  it('sums at 64² and 16 joints: from 0 to 1 within 15 steps', () => {
    // 65,536 · 0.00233 = 152.7; 1e-3 · 0.5 · 152.7 = 0.076 a step; 1 / 0.076 = 13.1
    let kT = 0;
    let steps = 0;
    for (; kT < 1; steps++) kT = nextK(kT, 65_536 * 0.00233, 0, authors);
    expect(steps).toBe(14);
  });

  it('losses over the energy: 5e-4 a step', () => {
    expect(rise(1)).toBe(5e-4);
  });
});
