import type { LabelledJoint, Split } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { isCoordinate } from './cocoRecords.ts';
import { list, parseCvat, readCvatLabels, type XmlNode } from './cvatXml.ts';
import type { Dataset, Reader, ReadOptions, SourceFile } from './dataset.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { extension } from './paths.ts';
import { type FileIndex, indexPictures } from './pictureIndex.ts';
import { createTally, type Tally } from './report.ts';

/** CVAT for images 1.1: an XML file with a skeleton, or a row of points, for each person (docs.cvat.ai, "CVAT for image"). */
export const cvat: Reader = {
  format: 'CVAT for images',
  find: xmlFiles,
  read,
};

/** @throws DataError 'bad-annotation' when a file is no such XML, 'empty', 'too-large', 'cancelled' */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  const titles: string[] = [];
  let labels: ReturnType<typeof readCvatLabels> = { joints: [], limbs: [] };
  for (const [i, file] of found.entries()) {
    const root = await parseCvat(file);
    await readImages(list(root, 'image'), { file, pictures, tally, people, titles }, pause);
    const own = readCvatLabels(root, mostCommon(titles) ?? '');
    if (own.joints.length > labels.joints.length) labels = own;
    options.progress?.((i + 1) / found.length);
  }
  const title = mostCommon(titles) ?? 'person';
  const wanted = people.filter((person, i) => {
    if (titles[i] === title) return true;
    tally.skip(`skeletons of another label than “${title}”`, `${person.picture}#${person.id}`);
    return false;
  });
  return assembleNamed(
    {
      format: cvat.format,
      file: found[0]!.path,
      title,
      people: wanted,
      joints: labels.joints.length > 0 ? labels.joints : sorted(wanted),
      limbs: labels.limbs,
      tally,
      bytes: (path) => pictures.get(path)?.bytes(),
      advice: 'Export the task again as “CVAT for images 1.1”, with skeletons, and with its images.',
    },
    options,
  );
}

interface Around {
  readonly file: SourceFile;
  readonly pictures: FileIndex;
  readonly tally: Tally;
  readonly people: NamedPerson[];
  /** The label of each of `people`. */
  readonly titles: string[];
}

async function readImages(images: readonly XmlNode[], around: Around, pause: () => Promise<void>): Promise<void> {
  const { file, pictures, tally } = around;
  for (const [i, image] of images.entries()) {
    await pause();
    const name = String(image.name ?? '');
    // Points with a label of their own, several in one shape, are how skeletons were drawn before there were any.
    const shapes = [
      ...list(image, 'skeleton').map((shape) => ({ shape, joints: jointsOf(list(shape, 'points')) })),
      ...list(image, 'points').map((shape) => ({ shape, joints: numberedJoints(shape) })),
    ];
    if (shapes.length === 0) continue;
    const picture = name === '' ? null : pictures.find(name, file.path);
    const split = splitOf(image.subset);
    for (const [k, { shape, joints }] of shapes.entries()) {
      const place = `${file.path}, image ${name.slice(0, 120) || i}, shape ${k + 1}`;
      if (!picture) tally.skip('people whose picture is missing, or of which several have the name', place);
      else if (typeof joints === 'string') tally.skip(joints, place);
      else {
        around.titles.push(String(shape.label ?? 'person').slice(0, 60));
        around.people.push({ id: String(k + 1), picture: picture.path, from: file.path, joints, box: null, ...(split ? { split } : {}) });
      }
    }
  }
}

/** The points of a skeleton by label: outside 1 is unlabelled, occluded 1 is hidden, the rest is visible. */
function jointsOf(points: readonly XmlNode[]): Map<string, LabelledJoint> | string {
  const joints = new Map<string, LabelledJoint>();
  const seen = new Set<string>();
  for (const point of points) {
    const label = String(point.label ?? '');
    if (label === '' || seen.has(label)) return 'skeletons with a point without a label, or with the label of another';
    seen.add(label);
    if (point.outside === '1') continue;
    const places = placesOf(point.points);
    if (places.length !== 1 || !places[0]) return 'skeletons with a point that is not “x,y” in pixels';
    joints.set(label, { ...places[0], visibility: point.occluded === '1' ? 1 : 2 });
  }
  return joints;
}

function numberedJoints(shape: XmlNode): Map<string, LabelledJoint> | string {
  const places = placesOf(shape.points);
  if (places.length > 512 || places.includes(null)) return 'points that are not “x,y;x,y;…” in pixels';
  const visibility = shape.occluded === '1' ? 1 : 2;
  return new Map(places.flatMap((place, j) => (place ? [[String(j + 1), { ...place, visibility }]] : [])));
}

function placesOf(text: unknown): ({ x: number; y: number } | null)[] {
  if (typeof text !== 'string') return [];
  return text.split(';').map((pair) => {
    const [x, y, ...rest] = pair.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    return isCoordinate(x) && isCoordinate(y) && rest.length === 0 ? { x, y } : null;
  });
}

/** Labels as they sort when numbers count as numbers: the order of points in a file is not that of the skeleton. */
function sorted(people: readonly NamedPerson[]): string[] {
  const labels = new Set(people.flatMap(({ joints }) => [...joints.keys()]));
  return [...labels].sort(new Intl.Collator('en', { numeric: true }).compare);
}

/** The subsets of a project. */
function splitOf(subset: unknown): Split | undefined {
  if (typeof subset !== 'string' || subset === '') return undefined;
  return /^val|^test/i.test(subset) ? 'validation' : 'train';
}

function mostCommon(titles: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

async function xmlFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => extension(path) === 'xml').slice(0, 50)) {
    const head = await (await file.head(16_384)).text();
    if (/<annotations[\s>]/.test(head) && /<(meta|image|version|track)[\s>]/.test(head)) found.push(file);
  }
  return found;
}
