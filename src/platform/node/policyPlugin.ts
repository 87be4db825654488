import type { Plugin } from 'vite';

/**
 * What the built page may do: run its own files and WebAssembly, and talk to nobody but its own server. Inline styles are allowed, since
 * KaTeX and Base UI place things by them; inline scripts and `eval` are not.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the built page; in development the tools need inline scripts. */
export function policyPlugin(): Plugin {
  return {
    name: 'poseduel-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy }, injectTo: 'head-prepend' },
    ],
  };
}
