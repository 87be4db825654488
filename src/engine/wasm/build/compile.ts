import type { KernelVariant } from '../kernels.ts';
import { variantName } from '../kernels.ts';

/** How the compiler reaches files; a platform that has files gives it. */
export interface Sources {
  read(name: string): string | null;
}

/** Compiles the AssemblyScript kernels to a WebAssembly binary; `entry` is where `kernels/program.ts` lies, as `sources` sees it. */
export async function compileKernels(entry: string, variant: KernelVariant, sources: Sources): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc');
  const binaries: Uint8Array[] = [];
  const messages: string[] = [];
  const features = ['simd', 'threads', ...(variant.relaxed ? ['relaxed-simd'] : [])].flatMap((name) => ['--enable', name]);
  const memory = ['--importMemory', ...(variant.shared ? ['--sharedMemory', '--maximumMemory', '65536'] : [])];
  const { error } = await asc.main([entry, '-o', 'kernels.wasm', '-O3', '--runtime', 'stub', '--noAssert', ...features, ...memory], {
    readFile: (name) => sources.read(name),
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') binaries.push(contents);
    },
    listFiles: () => [],
    stderr: { write: (message: string | Uint8Array) => messages.push(String(message)) },
    stdout: { write: () => undefined },
  } as Parameters<typeof asc.main>[1]);
  const [binary] = binaries;
  if (error || !binary)
    throw new Error(`The kernels (${variantName(variant)}) do not compile:\n${messages.join('')}${error?.message ?? ''}`);
  return binary;
}
