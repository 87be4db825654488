/** As in `network/graph.ts`; a test holds the two together. */
export const normEpsilon: f64 = 1e-5;
export const statisticsMomentum: f64 = 0.1;
