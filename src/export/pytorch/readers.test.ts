import { describe, expect, it } from 'vitest';
import { decodeJpeg, jpeg, paint, sourceFiles } from '../../data/cocoFixture.ts';
import { type CommonSet, commonSet } from '../../data/commonSet.ts';
import { everyFormat } from '../../data/everyFormat.ts';
import { openPictureStore, storeSize } from '../../data/pictures.ts';
import { openDataset } from '../../data/registry.ts';
import { askPython, farthest, folderOf, project, pythonWith } from '../../platform/node/torchTesting.ts';
import { type People, peopleOf } from '../../train/people.ts';
import { toyPeople } from '../../train/testing.ts';

const python = pythonWith('torch', 'numpy', 'PIL', 'scipy');

/** What readers.py and data.py make of a folder: with its own joints, and a step of the run with those that the run has. */
const look = `
import json, sys
import torch, data
from duel import Duel
torch.set_num_threads(1)
path, names, size = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
people = data.open_people(path, "auto", names)
squares = [people.square(i, size).flatten().tolist() for i in range(len(people.joints))]
config = json.load(open("config.json"))
duel = Duel(config)
duel.load("weights.safetensors")
row = duel.train_step(*data.Steps(config, data.open_people(path, "auto", config["skeleton"]["joints"]))[duel.step])
print(json.dumps({"crops": people.square.crops, "joints": people.joints.tolist(), "squares": squares, "train": people.train, "row": row}))
`;

interface Seen {
  readonly crops: number[][];
  readonly joints: number[][][];
  readonly squares: number[][];
  readonly train: number[];
  readonly row: { readonly step: number; readonly lossMse: number; readonly lossReal: number; readonly lossFake: number };
}

const formOf = (form: string) => everyFormat.find((each) => each.form === form)!;
/** Pictures in which every place looks different, and one wider than high. */
const textured = (set: CommonSet): CommonSet => ({
  ...set,
  pictures: set.pictures.map((picture, i) => ({
    ...picture,
    bytes: jpeg(paint(picture.width, picture.height, (x, y) => [(2 * x) % 256, (3 * y) % 256, (x + y + 40 * i) % 256])),
  })),
});

/** The common set in a form, as files by path. */
async function written(form: string, set: CommonSet): Promise<Record<string, string | Uint8Array<ArrayBuffer>>> {
  return { ...(await formOf(form).write(set)), ...Object.fromEntries(set.pictures.map(({ path, bytes }) => [path, bytes])) };
}

/** COCO as it is handed out: a file for each split, pictures in folders of their own, one of them under the same name in both. */
async function cocoFiles() {
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = {};
  for (const [split, seed] of [
    ['train2017', 2],
    ['val2017', 3],
  ] as const) {
    const set = textured(commonSet({ skeleton: formOf('JSON').skeletons[0]!, people: 2, seed, pictures: 3, path: (i) => `${i}.jpg` }));
    const { 'annotations.json': json, ...pictures } = await written('JSON', set);
    const tables = JSON.parse(json as string) as { annotations: Record<string, unknown>[] };
    // What has no box gets one about its joints, and who has no joint is left out.
    delete tables.annotations[1]!.bbox;
    tables.annotations[2]!.num_keypoints = 0;
    tables.annotations[2]!.keypoints = (tables.annotations[2]!.keypoints as number[]).map(() => 0);
    files[`annotations/person_keypoints_${split}.json`] = JSON.stringify(tables);
    for (const [path, bytes] of Object.entries(pictures)) files[`${split}/${path}`] = bytes;
  }
  return files;
}

/** LSP's numbers 1, 2, 1001 and 1002: of the others the pictures are not there. */
async function lspFiles() {
  const { skeletons, visibilities } = formOf('LSP');
  const places = [1, 2, 1001, 1002];
  const path = (i: number) => `images/im${String(places[i]).padStart(4, '0')}.jpg`;
  const set = textured(commonSet({ skeleton: skeletons[0]!, visibilities, path }));
  return written('LSP', { ...set, people: Array.from({ length: 1002 }, (_, n) => set.people[Math.max(0, places.indexOf(n + 1))]!) });
}

async function lspetFiles() {
  const { skeletons, visibilities, path } = formOf('LSPET');
  return written('LSPET', textured(commonSet({ skeleton: skeletons[0]!, visibilities, path: path! })));
}

async function mpiiFiles() {
  const set = textured(commonSet({ skeleton: formOf('MAT').skeletons[0]!, people: 2 }));
  const { 'mpii.mat': mat, ...rest } = await written('MAT', set);
  return { ...rest, 'mpii_human_pose_v1_u12_1.mat': mat! };
}

describe.skipIf(!python)('pictures on disk (skipped without python3-torch, python3-pil and python3-scipy)', () => {
  it.each([
    { form: 'COCO', files: cocoFiles, tellsSplit: true },
    { form: 'LSP', files: lspFiles, tellsSplit: true },
    { form: 'LSPET', files: lspetFiles, tellsSplit: false },
    { form: 'MPII', files: mpiiFiles, tellsSplit: false },
  ])(
    '$form is read as the page reads it, and trained on',
    async ({ files, tellsSplit }) => {
      const entries = await files();
      const size = storeSize(32);
      const dataset = await openDataset(sourceFiles(entries), { name: 'set', decode: decodeJpeg });
      const people = peopleOf(dataset, await openPictureStore(dataset, { size }));
      const { folder } = await project(await toyPeople());
      const path = await folderOf(Object.entries(entries));
      const names = JSON.stringify(dataset.skeleton.joints);
      const seen = await askPython<Seen>(python!, look, [path, names, String(size)], folder);
      const ours = people.store;
      expect(seen.crops).toHaveLength(ours.crops.length);
      for (const [i, { cx, cy, side }] of ours.crops.entries()) {
        expect(farthest(seen.crops[i]!, [cx, cy, side]), `crop of person ${i}`).toBeLessThan(1e-6);
        expect(farthest(seen.joints[i]!.flat(), jointsOf(people, i)), `joints of person ${i}`).toBeLessThan(1e-6);
        const square = (await ours.squares.read([i])).filter((_, at) => at % 4 !== 3);
        // Two decoders of JPEG, and rounding between two passes of shrinking.
        expect(farthest(seen.squares[i]!, square), `square of person ${i}`).toBeLessThanOrEqual(4);
      }
      if (tellsSplit) expect(seen.train).toEqual(people.train);
      expect(seen.row.step).toBe(7);
      for (const name of ['lossMse', 'lossReal', 'lossFake'] as const) expect(seen.row[name], name).toBeGreaterThan(0);
    },
    120_000,
  );
});

/** [J, 3] from the centre of the crop, in units of its side; zeros for what is not labelled. */
function jointsOf({ store }: People, i: number): number[] {
  const { cx, cy, side } = store.crops[i]!;
  return store.samples[i]!.joints.flatMap(({ x, y, visibility }) => (visibility > 0 ? [(x - cx) / side, (y - cy) / side, 1] : [0, 0, 0]));
}
