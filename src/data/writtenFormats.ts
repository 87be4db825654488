import { mirrorPermutation } from '../pose/skeleton.ts';
import type { CommonPerson, CommonSet } from './commonSet.ts';
import { addRecords, hdf5Of } from './hdf5Fixture.ts';

/** For tests: the annotation files of a common set in the formats of labelling tools, by path; the pictures stand beside them. */
export type Written = Record<string, string | Uint8Array<ArrayBuffer>>;

/** With head boxes, which are no part of COCO. */
export function writeCoco({ skeleton, pictures, people }: CommonSet): Written {
  const json = {
    images: pictures.map(({ path, width, height }, id) => ({ id, file_name: path, width, height })),
    annotations: people.map(({ picture, joints, box, headBox }, id) => ({
      id,
      image_id: pictures.findIndex(({ path }) => path === picture),
      category_id: 1,
      bbox: [box.x, box.y, box.width, box.height],
      head_box: [headBox.x, headBox.y, headBox.width, headBox.height],
      keypoints: joints.flatMap(({ x, y, visibility }) => [x, y, visibility]),
    })),
    categories: [{ id: 1, name: 'person', keypoints: skeleton.joints, skeleton: skeleton.limbs.map(([a, b]) => [a + 1, b + 1]) }],
  };
  return { 'annotations.json': JSON.stringify(json) };
}

export function writeYolo(set: CommonSet): Written {
  const { skeleton } = set;
  const files: Written = {
    'data.yaml': [
      `kpt_shape: [${skeleton.joints.length}, 3]`,
      `flip_idx: [${mirrorPermutation(skeleton).join(', ')}]`,
      'names: [person]',
      `kpt_names: {0: [${skeleton.joints.join(', ')}]}`,
      '',
    ].join('\n'),
  };
  for (const [{ path, width, height }, people] of byPicture(set)) {
    files[path.replace(/(^|\/)images\//, '$1labels/').replace(/\.\w+$/, '.txt')] = people
      .map(({ box, joints }) =>
        [
          0,
          (box.x + box.width / 2) / width,
          (box.y + box.height / 2) / height,
          box.width / width,
          box.height / height,
          ...joints.flatMap(({ x, y, visibility }) => [x / width, y / height, visibility]),
        ].join(' '),
      )
      .join('\n');
  }
  return files;
}

export function writeCvat(set: CommonSet): Written {
  const { joints: names } = set.skeleton;
  const labels = names.map((name) => `<label><name>${name}</name><type>points</type><parent>person</parent></label>`);
  const images = byPicture(set).map(([{ path, width, height }, people], id) => {
    const skeletons = people.map(({ joints }) => {
      // Last first: the order of the points must not matter.
      const points = joints.map(({ x, y, visibility }, j) => {
        const [outside, occluded] = [Number(visibility === 0), Number(visibility === 1)];
        return `<points label="${names[j]}" outside="${outside}" occluded="${occluded}" points="${x},${y}"></points>`;
      });
      return `<skeleton label="person" source="manual">${points.reverse().join('')}</skeleton>`;
    });
    return `<image id="${id}" name="${path}" width="${width}" height="${height}">${skeletons.join('')}</image>`;
  });
  const meta = `<meta><job><labels><label><name>person</name><type>skeleton</type></label>${labels.join('')}</labels></job></meta>`;
  return { 'annotations.xml': `<?xml version="1.0"?><annotations><version>1.1</version>${meta}${images.join('\n')}</annotations>` };
}

/** Knows no occluded joints. */
export function writeLabelStudio(set: CommonSet): Written {
  const tasks = byPicture(set).map(([{ path, width, height }, people], id) => {
    const size = { original_width: width, original_height: height };
    const result = people.flatMap(({ box, joints }, p) => {
      const value = {
        x: (100 * box.x) / width,
        y: (100 * box.y) / height,
        width: (100 * box.width) / width,
        height: (100 * box.height) / height,
      };
      const region = { id: `person${p}`, type: 'rectanglelabels', ...size, value: { ...value, rectanglelabels: ['person'] } };
      const points = joints.flatMap(({ x, y, visibility }, j) => {
        const place = { x: (100 * x) / width, y: (100 * y) / height, width: 0.5, keypointlabels: [set.skeleton.joints[j]] };
        return visibility === 0 ? [] : [{ id: `${p}-${j}`, type: 'keypointlabels', parentID: region.id, ...size, value: place }];
      });
      return [region, ...points];
    });
    return { id, data: { image: `/data/upload/1/0a1b2c3d-${path.split('/').at(-1)}` }, annotations: [{ result }] };
  });
  return { 'project-1.json': JSON.stringify(tasks) };
}

export function writeLabelme(set: CommonSet): Written {
  const files: Written = {};
  for (const [{ path, width, height }, people] of byPicture(set)) {
    const shapes = people.flatMap(({ joints }, group_id) =>
      joints.flatMap(({ x, y, visibility }, j) => {
        const shape = {
          label: set.skeleton.joints[j],
          points: [[x, y]],
          group_id,
          shape_type: 'point',
          flags: { occluded: visibility === 1 },
        };
        return visibility === 0 ? [] : [shape];
      }),
    );
    const json = { version: '5.5.0', flags: {}, shapes, imagePath: path.split('/').at(-1), imageHeight: height, imageWidth: width };
    files[path.replace(/\.\w+$/, '.json')] = JSON.stringify(json);
  }
  return files;
}

/** Knows no occluded joints. */
export function writeDeepLabCut(set: CommonSet): Written {
  const most = Math.max(...byPicture(set).map(([, people]) => people.length));
  const columns = Array.from({ length: most }, (_, p) =>
    set.skeleton.joints.flatMap((name) => [
      { p, name, part: 'x' },
      { p, name, part: 'y' },
    ]),
  ).flat();
  const rows = byPicture(set).map(([{ path }, people]) => {
    const cells = columns.map(({ p, name, part }) => {
      const joint = people[p]?.joints[set.skeleton.joints.indexOf(name)];
      return joint && joint.visibility > 0 ? joint[part as 'x' | 'y'] : '';
    });
    return [path, ...cells].join(',');
  });
  const header = [
    ['scorer', ...columns.map(() => 'me')],
    ['individuals', ...columns.map(({ p }) => `mouse${p}`)],
    ['bodyparts', ...columns.map(({ name }) => name)],
    ['coords', ...columns.map(({ part }) => part)],
  ];
  return { 'CollectedData_me.csv': [...header.map((row) => row.join(',')), ...rows].join('\n') };
}

export function writeCsv(set: CommonSet): Written {
  const header = ['image', ...set.skeleton.joints.flatMap((name) => [`${name}_x`, `${name}_y`, `${name}_v`])];
  const rows = set.people.map(({ picture, joints }) => [picture, ...joints.flatMap(({ x, y, visibility }) => [x, y, visibility])]);
  return { 'poses.csv': [header, ...rows].map((row) => row.join(',')).join('\n') };
}

/**
 * @param packed whether the pictures are put into the file
 * @param film the video whose frames the pictures are, where they are no files
 */
export async function writeSleap(set: CommonSet, packed: boolean, film: string | null = null): Promise<Written> {
  const names = set.skeleton.joints;
  const K = names.length;
  const points = set.people.flatMap(({ joints }) => joints);
  const frameOf = (person: CommonPerson) => set.pictures.findIndex(({ path }) => path === person.picture);
  const count = set.people.map((_, i) => i);
  const body = { 'py/reduce': [{ 'py/type': 'sleap.skeleton.EdgeType' }, { 'py/tuple': [1] }] };
  const symmetry = { 'py/reduce': [{ 'py/type': 'sleap.skeleton.EdgeType' }, { 'py/tuple': [2] }] };
  const links = [
    ...set.skeleton.limbs.map(([source, target], i) => ({ source, target, type: i === 0 ? body : { 'py/id': 1 } })),
    ...set.skeleton.flipPairs.flatMap(([a, b], i) => [
      { source: a, target: b, type: i === 0 ? symmetry : { 'py/id': 2 } },
      { source: b, target: a, type: { 'py/id': 2 } },
    ]),
  ];
  const metadata = {
    nodes: names.map((name) => ({ name, weight: 1 })),
    skeletons: [{ links, nodes: names.map((_, id) => ({ id })) }],
  };
  const beside = film
    ? { filename: film, backend: { type: 'MediaVideo', filename: film } }
    : { filename: set.pictures.map(({ path }) => path), backend: { type: 'ImageVideo' } };
  const video = packed ? { filename: '.', backend: { type: 'HDF5Video', filename: '.', dataset: 'video0/video' } } : beside;
  const bytes = await hdf5Of((root) => {
    const group = root.create_group('metadata');
    group.create_attribute('format_id', 1.2, [], '<d');
    group.create_attribute('json', JSON.stringify(metadata));
    root.create_dataset({ name: 'videos_json', data: [JSON.stringify(video)] });
    const frames = set.pictures.map((_, i) => i);
    addRecords(root, 'frames', { frame_id: frames, video: frames.map(() => 0), frame_idx: frames.map((i) => (packed ? 10 * i : i)) });
    addRecords(root, 'instances', {
      instance_type: count.map(() => 0),
      frame_id: set.people.map(frameOf),
      point_id_start: count.map((i) => i * K),
      point_id_end: count.map((i) => (i + 1) * K),
    });
    // Whole numbers are the centres of pixels.
    addRecords(root, 'points', {
      x: points.map(({ x, visibility }) => (visibility === 0 ? Number.NaN : x - 0.5)),
      y: points.map(({ y, visibility }) => (visibility === 0 ? Number.NaN : y - 0.5)),
      visible: points.map(({ visibility }) => Number(visibility === 2)),
    });
    if (!packed) return;
    const length = Math.max(...set.pictures.map((picture) => picture.bytes.length));
    const rows = new Int8Array(set.pictures.length * length);
    for (const [i, picture] of set.pictures.entries()) rows.set(new Int8Array(picture.bytes.buffer), i * length);
    const inside = root.create_group('video0');
    inside.create_dataset({ name: 'video', data: rows, shape: [set.pictures.length, length] }).create_attribute('format', 'jpg');
    inside.create_dataset({ name: 'frame_numbers', data: Int32Array.from(frames, (i) => 10 * i) });
  });
  return { [packed ? 'labels.pkg.slp' : 'labels.slp']: bytes };
}

function byPicture(set: CommonSet): (readonly [CommonSet['pictures'][number], CommonPerson[]])[] {
  return set.pictures.map((picture) => [picture, set.people.filter((person) => person.picture === picture.path)]);
}
