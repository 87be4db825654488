import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileKernels } from '../../engine/wasm/build/compile.ts';
import { type KernelVariant, variantName } from '../../engine/wasm/kernels.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = 'src/engine/wasm/kernels';
/** Files outside of the folder that kernels import. */
const shared = ['src/engine/wasm/record.ts', 'src/engine/plan/scalars.ts'];

/** All files that the kernels are made of. */
export function kernelSources(): readonly string[] {
  return [...readdirSync(join(root, folder)).map((name) => `${folder}/${name}`), ...shared].sort().map((name) => join(root, name));
}

/** The kernels' binary, compiled when a source has changed and kept in `.cache/kernels`. Compiling takes two seconds. */
export async function kernelBinary(variant: KernelVariant): Promise<Uint8Array> {
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  hash.update(readFileSync(join(root, 'src/engine/wasm/build/compile.ts')));
  for (const source of kernelSources()) hash.update(source.slice(root.length)).update(readFileSync(source));
  const cache = join(root, '.cache/kernels');
  const file = join(cache, `${variantName(variant)}-${hash.digest('hex').slice(0, 16)}.wasm`);
  if (existsSync(file)) return readFileSync(file);
  const binary = await compileKernels(`${folder}/program.ts`, variant, {
    read: (name) => {
      const path = resolve(root, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
  });
  mkdirSync(cache, { recursive: true });
  // Two processes may compile at once: whoever comes last puts the same bytes in place, whole.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, binary);
  renameSync(draft, file);
  return binary;
}
