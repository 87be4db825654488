import type { Sample, Split } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { DataError, type Dataset, type DecodePicture, type Metric, type RawPicture, type SkeletonOrigin } from './dataset.ts';
import { folderName } from './paths.ts';
import { reportOn, type Tally } from './report.ts';
import { seededSplit, splitsByName } from './split.ts';

/** A person as a file tells it; `id` is the annotation's. */
export type Person = Omit<Sample, 'split'> & {
  /** The file that tells of this person. */
  readonly from: string;
  /** Where the file itself says so. */
  readonly split?: Split;
};

/** What a reader has found. */
export interface Findings {
  readonly format: string;
  readonly skeleton: Skeleton;
  readonly origin: SkeletonOrigin;
  readonly people: readonly Person[];
  readonly tally: Tally;
  /** The bytes of a picture that people stand in. */
  readonly bytes: (path: string) => Promise<Blob> | undefined;
  /** Pictures that have no bytes of their own, as frames of a video; null for the others. */
  readonly frame?: (path: string) => Promise<RawPicture> | null;
  /** What to do when nobody is left and no picture is to blame. */
  readonly advice: string;
  readonly notes?: readonly string[];
  /** Where the format fixes it. */
  readonly metric?: Metric;
}

/**
 * The dataset of what a reader has found, everyone in a split.
 * @throws DataError 'empty' when nobody is left
 */
export function assembleDataset(findings: Findings, { name, decode }: { readonly name: string; readonly decode: DecodePicture }): Dataset {
  const { format, skeleton, origin, people, tally, notes = [] } = findings;
  const samples = withSplits(people, tally);
  if (samples.length === 0) throw nobody(name, tally, findings.advice);
  const report = reportOn(samples, skeleton.joints.length, tally.list());
  return {
    name,
    format,
    skeleton,
    skeletonOrigin: origin,
    metric: findings.metric ?? metricOf(samples, skeleton),
    samples,
    report: notes.length > 0 ? { ...report, notes } : report,
    async picture(path) {
      const frame = findings.frame?.(path);
      if (frame) return frame;
      const bytes = findings.bytes(path);
      if (!bytes) throw new DataError('not-found', { file: path, problem: 'the picture is not in the set', cure: 'Open the set again.' });
      return decode(await bytes, path);
    },
  };
}

/**
 * Gives everyone a split and a readable id. What a file says of a person counts first; then the words in the names of the annotation
 * files, then of the pictures' folders; else a seeded split. A picture that two files put on both sides stays in training: held out
 * must mean unseen.
 */
function withSplits(people: readonly Person[], tally: Tally): Sample[] {
  // A split that leaves one side empty is none.
  const isTold = people.some(({ split }) => split === 'validation') && people.some(({ split }) => split !== 'validation');
  const splitOf = isTold ? (person: Person) => person.split ?? 'train' : splitByNames(people);
  const count = new Map<string, number>();
  const training = new Set<string>();
  for (const person of people) {
    count.set(person.picture, (count.get(person.picture) ?? 0) + 1);
    if (splitOf(person) === 'train') training.add(person.picture);
  }
  const ids = new Set<string>();
  const samples: Sample[] = [];
  for (const person of people) {
    const split = splitOf(person);
    const id = count.get(person.picture) === 1 ? person.picture : `${person.picture}#${person.id}`;
    if (split === 'validation' && training.has(person.picture)) tally.skip('people held out whose picture is used for training', id);
    else if (ids.has(id)) tally.skip('people whom two files list', id);
    else {
      ids.add(id);
      // Field by field: taking one off by spreading costs a second for COCO's 262,465 people.
      const { picture, joints, box, headBox, area } = person;
      samples.push(area === undefined ? { id, picture, split, joints, box, headBox } : { id, picture, split, joints, box, headBox, area });
    }
  }
  return samples;
}

/** Head boxes ask for PCKh; a skeleton whose labelling COCO has measured for OKS; PCK by the box needs nothing. */
function metricOf(samples: readonly Sample[], skeleton: Skeleton): Metric {
  if (samples.some((sample) => sample.headBox)) return 'pckh';
  return skeleton.sigmas ? 'oks' : 'pckBox';
}

function splitByNames(people: readonly Person[]): (person: Person) => Split {
  const from = [...new Set(people.map((person) => person.from))];
  const byFile = splitsByName(from);
  if (byFile) {
    const splits = new Map(from.map((path, i) => [path, byFile[i]!]));
    return (person) => splits.get(person.from)!;
  }
  const pictures = [...new Set(people.map((person) => person.picture))];
  // Folders only: a picture may well be of a train station.
  const byPicture = splitsByName(pictures.map(folderName));
  const splits = byPicture ? new Map(pictures.map((path, i) => [path, byPicture[i]!])) : seededSplit(pictures);
  return (person) => splits.get(person.picture)!;
}

function nobody(name: string, tally: Tally, advice: string): DataError {
  const most = [...tally.list()].sort((a, b) => b.count - a.count)[0];
  const missing = (['videos', 'pictures'] as const).find((kind) =>
    most?.reason.includes(kind === 'videos' ? 'in a video that is not among' : 'picture'),
  );
  return new DataError('empty', {
    file: name,
    place: most?.examples[0] ?? '',
    problem: most ? `nobody is left to learn from; ${most.count} left out as ${most.reason}` : 'the annotations hold nobody',
    cure: missing ? `Put the ${missing} into the same zip or folder as the annotations, under the names that these give them.` : advice,
  });
}
