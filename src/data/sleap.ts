import type { LabelledJoint } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { isCoordinate } from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { type Hdf5, openHdf5 } from './hdf5.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { extension } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally, type Tally } from './report.ts';
import { readSleapSkeleton, type SleapSkeleton } from './sleapSkeleton.ts';
import { type PictureOfFrame, readSleapVideos } from './sleapVideos.ts';
import { VideoFrames } from './videoFrames.ts';

/** SLEAP's .slp and .pkg.slp: HDF5 with frames, instances and points, and in packages the pictures (github.com/talmolab/sleap-io). */
export const sleap: Reader = {
  format: 'SLEAP',
  find: async (files) => files.filter((file) => extension(file.path) === 'slp'),
  read,
};

/** Of `instances.instance_type`: made by hand, not by a network. */
const byHand = 0;

/** @throws DataError 'bad-annotation' when a file is no such HDF5, 'empty', 'too-large', 'cancelled' */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  const inside = new Map<string, Blob>();
  const frames = new VideoFrames(files, options.openVideo);
  let skeleton: SleapSkeleton | null = null;
  for (const [i, file] of found.entries()) {
    const h5 = await openHdf5(file);
    try {
      const own = readSleapSkeleton(h5, file.path);
      if (skeleton && skeleton.joints.join('\n') !== own.joints.join('\n')) {
        tally.skip('files with other joints than the first', file.path);
        continue;
      }
      skeleton ??= own;
      const pictureOf = readSleapVideos(h5, file, { pictures, inside, frames });
      people.push(...(await readInstances(h5, { file, skeleton: own, pictureOf, tally, pause })));
    } finally {
      h5.close();
    }
    options.progress?.((i + 1) / found.length);
  }
  return assembleNamed(
    {
      format: sleap.format,
      file: found[0]!.path,
      title: 'animal',
      people,
      joints: skeleton?.joints ?? [],
      limbs: skeleton?.limbs,
      mirror: skeleton?.mirror,
      tally,
      bytes: (path) => {
        const own = inside.get(path);
        return own ? Promise.resolve(own) : pictures.get(path)?.bytes();
      },
      frame: (path) => frames.picture(path),
      advice: 'In SLEAP, export a training job package with the labelled frames in it (.pkg.slp).',
    },
    options,
  );
}

interface Around {
  readonly file: SourceFile;
  readonly skeleton: SleapSkeleton;
  readonly pictureOf: PictureOfFrame;
  readonly tally: Tally;
  readonly pause: () => Promise<void>;
}

async function readInstances(h5: Hdf5, { file, skeleton, pictureOf, tally, pause }: Around): Promise<NamedPerson[]> {
  const column = columnsOf(h5, file.path);
  const [frameIds, videos, frameIndices] = [column('frames', 'frame_id'), column('frames', 'video'), column('frames', 'frame_idx')];
  const frames = new Map(Array.from(frameIds, (id, i) => [id, { video: videos[i]!, index: frameIndices[i]! }]));
  const kinds = column('instances', 'instance_type');
  const owners = column('instances', 'frame_id');
  const [starts, ends] = [column('instances', 'point_id_start'), column('instances', 'point_id_end')];
  const points = { x: column('points', 'x'), y: column('points', 'y'), visible: column('points', 'visible') };
  // Until 1.1 the corner of a pixel was whole; since then its centre is, which is ½ here.
  const shift = Number(h5.attribute('metadata', 'format_id') ?? 1) < 1.1 ? 0 : 0.5;
  const people: NamedPerson[] = [];
  for (const [i, kind] of kinds.entries()) {
    await pause();
    const place = `${file.path}, instances[${i}]`;
    const frame = frames.get(owners[i]!);
    const joints = jointsOf(points, starts[i]!, ends[i]!, skeleton.joints, shift);
    if (kind !== byHand) tally.skip('animals that a network has placed, not a person', place);
    else if (!frame) tally.skip('animals of a frame that the file does not list', place);
    else if (typeof joints === 'string') tally.skip(joints, place);
    else {
      const picture = await pictureOf(frame.video, frame.index);
      if ('reason' in picture) tally.skip(picture.reason, place);
      else people.push({ id: String(i), picture: picture.path, from: file.path, joints, box: null });
    }
  }
  return people;
}

function columnsOf(h5: Hdf5, file: string): (table: string, field: string) => Float64Array {
  const tables = new Map<string, Map<string, Float64Array>>();
  return (table, field) => {
    const columns = tables.get(table) ?? h5.records(table);
    tables.set(table, columns);
    const column = columns.get(field);
    if (column) return column;
    const cure = 'Save the project again with a current SLEAP.';
    throw new DataError('bad-annotation', { file, place: `${table}.${field}`, problem: 'the field is missing', cure });
  };
}

/** The points of an instance, in the order of the skeleton; NaN is unlabelled, not visible is occluded. */
function jointsOf(
  { x, y, visible }: Readonly<Record<'x' | 'y' | 'visible', Float64Array>>,
  start: number,
  end: number,
  names: readonly string[],
  shift: number,
): Map<string, LabelledJoint> | string {
  if (end - start !== names.length || !(start >= 0) || !(end <= x.length)) return 'animals with another count of points than joints';
  const joints = new Map<string, LabelledJoint>();
  for (const [j, name] of names.entries()) {
    const [px, py] = [x[start + j]!, y[start + j]!];
    if (Number.isNaN(px) || Number.isNaN(py)) continue;
    if (!isCoordinate(px) || !isCoordinate(py)) return 'animals with a point that is not a number of pixels';
    joints.set(name, { x: px + shift, y: py + shift, visibility: visible[start + j] === 0 ? 1 : 2 });
  }
  return joints;
}
