import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createRandom } from '../pose/random.ts';
import { createZip, type Entry } from './archive.ts';
import { createCast, type Split } from './cast.ts';
import { type Annotated, cocoFile } from './coco.ts';
import { readMotion } from './motion.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { type Picture, renderPicture, SIZE } from './scene.ts';
import { contactSheet } from './sheet.ts';
import { openSources } from './sources.ts';
import { openWardrobe } from './wardrobe.ts';

const JPEG_QUALITY = 88;
const SHEET = { columns: 6, pictures: 36 };

async function bake(options: Options): Promise<void> {
  const sources = await openSources(resolve(options.cache), console.log);
  const wardrobe = openWardrobe(sources);
  const clips = options.motion ? readMotion(options.motion) : [];
  const random = createRandom(options.seed);
  const entries: Entry[] = [];
  const annotations: Entry[] = [];
  for (const split of ['train', 'val'] satisfies Split[]) {
    const cast = createCast(split, clips, wardrobe, sources, random.fork(split));
    const annotated: Annotated[] = [];
    let shown: Picture[] = [];
    const count = options[split];
    const start = performance.now();
    for (let i = 1; i <= count; i++) {
      const fileName = `${String(i).padStart(6, '0')}.jpg`;
      const picture = await renderPicture(cast, wardrobe, random.fork(`${split}/${i}`));
      const jpeg = await sources
        .sharp(picture.pixels, { raw: { width: SIZE, height: SIZE, channels: 3 } })
        .jpeg({ quality: JPEG_QUALITY, mozjpeg: true, chromaSubsampling: '4:2:0' })
        .toBuffer();
      entries.push({ name: `${split}/${fileName}`, data: jpeg, deflate: false });
      annotated.push({ fileName, picture });
      shown.push(picture);
      if (options.sheet && (shown.length === SHEET.pictures || i === count)) {
        mkdirSync(options.sheet, { recursive: true });
        for (const drawn of [false, true]) {
          writeFileSync(
            join(options.sheet, `${split}-${String(i).padStart(6, '0')}${drawn ? '-joints' : ''}.png`),
            await contactSheet(shown, SHEET.columns, drawn, sources.sharp),
          );
        }
        shown = [];
      }
      if (i % 20 === 0 || i === count) {
        const each = (performance.now() - start) / i / 1000;
        console.log(`${split} ${i}/${count}, ${each.toFixed(2)} s a picture, ${Math.ceil(((count - i) * each) / 60)} min to go`);
      }
    }
    annotations.push({
      name: `annotations/person_keypoints_${split}.json`,
      data: Buffer.from(cocoFile(split, annotated, options.seed)),
      deflate: true,
    });
  }
  const zip = createZip([...annotations, ...entries]);
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, zip);
  console.log(`${options.out}: ${(zip.length / 1e6).toFixed(1)} MB`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else await bake(options);
} catch (error) {
  console.error(`bake-dataset: ${error instanceof Error ? error.message : error}\nTry --help.`);
  process.exitCode = 1;
}
