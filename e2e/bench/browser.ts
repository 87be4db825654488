import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { kernelPlugin } from '../../src/platform/node/kernelPlugin.ts';
import { chromiumPath, quiet } from '../chromium.ts';
import type { Measurement } from './measurement.ts';
import type { Job } from './page.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../.cache/bench', import.meta.url));

const gpu = ['--enable-unsafe-webgpu', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
const software = ['--use-webgpu-adapter=swiftshader'];

export interface Bench {
  measure(job: Job): Promise<Measurement>;
  close(): Promise<void>;
}

/**
 * Builds the page of measurements and serves it. Every measurement has a Chromium of its own, so that none finds what another one left.
 * @param hardware leaves the choice of the WebGPU adapter to the browser; otherwise it is SwiftShader, on the processor
 */
export async function openBench(hardware: boolean): Promise<Bench> {
  const executablePath = chromiumPath();
  const plugins = () => [kernelPlugin()];
  const common = { root, configFile: false, base: './', logLevel: 'error' } as const;
  await build({
    ...common,
    plugins: plugins(),
    worker: { format: 'es', plugins },
    build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 5000 },
  });
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0, headers } });
  const url = server.resolvedUrls?.local[0] ?? '';
  return {
    async measure(job) {
      const browser = await chromium.launch({ executablePath, args: [...quiet, ...gpu, ...(hardware ? [] : software)] });
      try {
        const page = await browser.newPage();
        await page.goto(url);
        await page.waitForFunction(() => 'measure' in window);
        return await page.evaluate((wanted) => window.measure(wanted), job);
      } finally {
        await browser.close();
      }
    },
    close: () => server.close(),
  };
}
