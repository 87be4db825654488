import type { Plugin } from 'vite';
import { kernelBinary, kernelSources } from './kernels.ts';

const prefix = 'virtual:kernels/';

/**
 * Serves the compiled kernels as modules, `virtual:kernels/relaxed-shared` and so on, whose default export is the binary. They are
 * compiled when first asked for, and stand in the bundle as text: one way for development, build and any path the site is served from.
 */
export function kernelPlugin(): Plugin {
  return {
    name: 'poseduel-kernels',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const [speed, sharing] = id.slice(prefix.length + 1).split('-');
      for (const source of kernelSources()) this.addWatchFile(source);
      const binary = await kernelBinary({ relaxed: speed === 'relaxed', shared: sharing === 'shared' });
      return `export default Uint8Array.from(atob('${Buffer.from(binary).toString('base64')}'), (c) => c.charCodeAt(0));`;
    },
  };
}
