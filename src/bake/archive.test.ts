import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, createZip } from './archive.ts';

describe('zip', () => {
  it('has the check value of CRC-32', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });

  it('stores or deflates, lists its entries, and is the same each time', () => {
    const text = Buffer.from('pose '.repeat(100));
    const entries = [
      { name: 'a.json', data: text, deflate: true },
      { name: 'b.jpg', data: Buffer.from([1, 2, 3]), deflate: false },
    ];
    const zip = createZip(entries);
    expect(zip.equals(createZip(entries))).toBe(true);
    expect(zip.readUInt16LE(zip.length - 12)).toBe(2); // entries, in the end record
    const packed = zip.readUInt32LE(18);
    expect(zip.readUInt16LE(8)).toBe(8);
    expect(inflateRawSync(zip.subarray(36, 36 + packed)).equals(text)).toBe(true); // 30 bytes of header, 6 of name
    const second = 36 + packed;
    expect(zip.subarray(second, second + 4)).toEqual(Buffer.from([0x50, 0x4b, 3, 4]));
    expect([...zip.subarray(second + 35, second + 38)]).toEqual([1, 2, 3]);
  });
});
