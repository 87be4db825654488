import type { Duel, EngineState } from '../engine/engine.ts';
import type { Network } from '../network/graph.ts';

/**
 * The weights of both networks in the safetensors format: eight bytes of header length (little-endian), a JSON header, then the raw
 * float32 tensors (https://huggingface.co/docs/safetensors). Names are `generator.…` and `discriminator.…`; convolution weights keep our
 * order [kernel, kernel, in, out]. `metadata` values must be strings, as the format asks.
 */
export function toSafetensors(duel: Duel, state: EngineState, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {
    __metadata__: { format: 'poseduel', step: String(state.step), k_t: String(state.kT), ...metadata },
  };
  const arenas: [Network, Float32Array][] = [
    [duel.generator, state.generator],
    [duel.discriminator, state.discriminator],
  ];
  let start = 0;
  for (const [network, arena] of arenas) {
    for (const { name, shape, offset, size } of network.parameters)
      header[`${network.name}.${name}`] = { dtype: 'F32', shape, data_offsets: [start + 4 * offset, start + 4 * (offset + size)] };
    start += arena.byteLength;
  }
  // Padded with spaces to a multiple of 8, so that the tensors are aligned.
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + json.length + start);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  let at = 8 + json.length;
  for (const [, arena] of arenas) {
    file.set(new Uint8Array(arena.buffer, arena.byteOffset, arena.byteLength), at);
    at += arena.byteLength;
  }
  return file;
}
