/** Which build of the kernels: fused multiply-add where the machine has it, memory shared between threads where the page may. */
export interface KernelVariant {
  readonly relaxed: boolean;
  readonly shared: boolean;
}

/** A name for a variant, in file names and messages. */
export function variantName({ relaxed, shared }: KernelVariant): string {
  return `${relaxed ? 'relaxed' : 'plain'}-${shared ? 'shared' : 'single'}`;
}

/** What the compiled kernels offer; see `kernels/program.ts`. */
export interface KernelExports {
  run(): void;
  serve(thread: number, seen: number): void;
}

/** Instantiates the kernels over a memory. Every thread has an instance of its own. */
export async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory }, host: { now: () => performance.now() } });
  return instance.exports as unknown as KernelExports;
}

/** Empty modules that hold one instruction each: (f32x4.splat …) and (f32x4.relaxed_madd …). */
const withSimd = [0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x1a];
const withRelaxed = [...withSimd.slice(0, -1), ...withSimd.slice(0, -1), ...withSimd.slice(0, -1), 0xfd, 0x85, 0x02, 0x1a];

/** Whether this machine runs SIMD at all. */
export function hasSimd(): boolean {
  return accepts(withSimd);
}

/** Whether it runs relaxed SIMD. */
export function hasRelaxedSimd(): boolean {
  return accepts(withRelaxed);
}

function accepts(instructions: readonly number[]): boolean {
  const body = [0, ...instructions, 0x0b];
  const section = (id: number, content: readonly number[]) => [id, content.length, ...content];
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [1, 0]),
    ...section(10, [1, body.length, ...body]),
  ];
  return WebAssembly.validate(new Uint8Array(bytes));
}
