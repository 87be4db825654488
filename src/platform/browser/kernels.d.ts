/** A build of the WebAssembly kernels; the build makes these modules (`platform/node/kernelPlugin.ts`). */
declare module 'virtual:kernels/*' {
  const binary: Uint8Array<ArrayBuffer>;
  export default binary;
}
