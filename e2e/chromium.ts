import { findChromium, noChromium } from '../src/platform/node/chromium.mjs';

/** No call of the browser's own shall stand among the page's requests, or need a network. */
export const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** WebGPU in software: the same WGSL as on a GPU, on any machine. Without these there is no adapter on a machine without a GPU. */
export const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'];

/** @throws Error that says how to come by a Chromium */
export function chromiumPath(): string {
  const path = findChromium();
  if (!path) throw new Error(noChromium);
  return path;
}
