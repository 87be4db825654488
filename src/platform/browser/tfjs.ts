import type { TfjsBackend } from '../../engine/tfjs/factory.ts';
import { nameOf, openGpu, probeGpu } from './gpu.ts';

const nothingToLose = new Promise<never>(() => {});

/** TF.js's backends in a browser's worker, the fastest first. */
export const tfjsBackends: readonly TfjsBackend[] = [
  {
    id: 'tfjs-webgpu',
    title: 'TF.js on WebGPU',
    probe: probeGpu,
    async open() {
      const [tf, { WebGPUBackend }, gpu] = await Promise.all([
        import('@tensorflow/tfjs'),
        import('@tensorflow/tfjs-backend-webgpu'),
        openGpu(),
      ]);
      // A backend on the device of our engine: it tells when it is lost, and it can be made anew after that.
      tf.removeBackend('webgpu');
      tf.registerBackend(
        'webgpu',
        () => new WebGPUBackend(gpu.device, gpu.info as unknown as ConstructorParameters<typeof WebGPUBackend>[1]),
      );
      await tf.setBackend('webgpu');
      return {
        hardware: nameOf(gpu.info),
        lost: gpu.lost,
        close: () => tf.removeBackend('webgpu'),
      };
    },
  },
  {
    id: 'tfjs-webgl',
    title: 'TF.js on WebGL',
    async probe() {
      const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
      if (!gl) return { available: false, software: false, reason: 'This browser has no WebGL 2 in workers.' };
      const name = rendererOf(gl);
      const software = /swiftshader|llvmpipe|software|basic render/i.test(name);
      return { available: true, software, reason: software ? `WebGL is played by the processor (${name}): slow.` : `WebGL on ${name}.` };
    },
    async open() {
      const tf = await import('@tensorflow/tfjs');
      await tf.setBackend('webgl');
      return {
        hardware: rendererOf(new OffscreenCanvas(1, 1).getContext('webgl2')),
        lost: nothingToLose,
        close: () => tf.removeBackend('webgl'),
      };
    },
  },
  {
    id: 'tfjs-cpu',
    title: 'TF.js in plain JavaScript',
    probe: async () => ({ available: true, software: true, reason: 'Runs everywhere, very slowly.' }),
    async open() {
      const [tf, { registerFilterGradient }] = await Promise.all([
        import('@tensorflow/tfjs'),
        import('../../engine/tfjs/filterGradient.ts'),
      ]);
      await tf.setBackend('cpu');
      registerFilterGradient();
      return { hardware: 'the processor, one thread', lost: nothingToLose, close: () => {} };
    },
  },
];

function rendererOf(gl: WebGL2RenderingContext | null): string {
  const debug = gl?.getExtension('WEBGL_debug_renderer_info');
  return (debug && gl ? String(gl.getParameter(debug.UNMASKED_RENDERER_WEBGL)) : '') || 'an unnamed renderer';
}
