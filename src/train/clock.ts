/** How long steps take, in milliseconds. */
export interface Timing {
  /** The first step, with all compiling. */
  readonly firstMs: number;
  /** The median after the warm-up. */
  readonly msPerStep: number;
  /** The quickest one: nearest to what the machine does when nobody else wants it. */
  readonly bestMs: number;
  readonly steps: number;
}

/** Fast engines get this many steps at least. */
const fewest = 10;

/**
 * Times steps: two to warm up, then ten or more, for a quarter of the budget at least. What takes longer than that stops when the budget
 * (milliseconds) is spent, after one measured step at least, with one step of warm-up.
 * @param setupMs what was spent before the first step, and counts as part of it
 * @param between waited for after each step, and not counted: lets others have a turn; ends the measuring by throwing
 */
export async function timeSteps(
  step: () => Promise<unknown>,
  budget: number,
  setupMs = 0,
  between: (spent: number) => Promise<void> = async () => {},
): Promise<Timing> {
  const begin = performance.now();
  const timed = async () => {
    const start = performance.now();
    await step();
    const end = performance.now();
    await between(end - begin);
    return end - start;
  };
  const firstMs = setupMs + (await timed());
  if (firstMs < budget / 10) await timed();
  const times: number[] = [];
  const start = performance.now();
  for (let spent = 0; times.length === 0 || (spent < budget && (times.length < fewest || spent < budget / 4)); ) {
    times.push(await timed());
    spent = performance.now() - start;
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { firstMs, msPerStep: sorted[Math.floor(sorted.length / 2)]!, bestMs: sorted[0]!, steps: times.length };
}
