import { expect, test } from 'vitest';
import { decodeJpeg, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import { openDataset } from './registry.ts';

const picture = jpeg(paint(8, 8, () => [200, 100, 50]));
const meta = `<meta><task><labels>
  <label><name>cat &amp; dog</name><type>skeleton</type><svg>&lt;line data-node-from="1" data-node-to="2"&gt;&lt;/line&gt;&lt;circle data-node-id="1" data-label-name="nose"&gt;&lt;/circle&gt;&lt;circle data-node-id="2" data-label-name="left_ear"&gt;&lt;/circle&gt;</svg></label>
  <label><name>nose</name><type>points</type><parent>cat &amp; dog</parent></label>
  <label><name>right_ear</name><type>points</type><parent>cat &amp; dog</parent></label>
  <label><name>left_ear</name><type>points</type><parent>cat &amp; dog</parent></label>
</labels></task></meta>`;
const point = (label: string, rest = 'points="1,2" outside="0" occluded="0"') => `<points label="${label}" ${rest}/>`;
const image = (name: string, inside: string, rest = '') => `<image id="0" name="${name}" ${rest} width="8" height="8">${inside}</image>`;
const skeleton = (...points: string[]) => `<skeleton label="cat &amp; dog">${points.join('')}</skeleton>`;
const xml = (inside: string, head = meta) => `<?xml version="1.0"?>\n<annotations><version>1.1</version>${head}${inside}</annotations>`;
const open = (text: string) =>
  openDataset(sourceFiles({ 'annotations.xml': text, 'images/a.jpg': picture, 'images/b.jpg': picture }), {
    name: 'set',
    decode: decodeJpeg,
  });

test('joints by label and in the order of the task, with what is outside and occluded', async () => {
  const points = [
    point('left_ear', 'points="5.5,6.25" outside="0" occluded="1"'),
    point('right_ear', 'points="9,9" outside="1" occluded="0"'),
    point('nose'),
  ];
  const set = await open(
    xml(image('a.jpg', skeleton(...points), 'subset="Train"') + image('b.jpg', skeleton(point('nose')), 'subset="Validation"')),
  );
  expect(set.format).toBe('CVAT for images');
  expect(set.skeleton).toMatchObject({
    name: 'cat & dog, 3 joints',
    joints: ['nose', 'right_ear', 'left_ear'],
    limbs: [[0, 2]],
    flipPairs: [[2, 1]],
  });
  expect(set.skeletonOrigin).toEqual({ joints: 'file', limbs: 'file', pairs: 'known' });
  expect(set.samples[0]).toMatchObject({
    picture: 'images/a.jpg',
    split: 'train',
    joints: [
      { x: 1, y: 2, visibility: 2 },
      { x: 0, y: 0, visibility: 0 },
      { x: 5.5, y: 6.25, visibility: 1 },
    ],
  });
  expect(set.samples[1]!.split).toBe('validation');
});

test('without labels in the task, numbers sort as numbers; points in one shape are numbered', async () => {
  const set = await open(xml(image('a.jpg', skeleton(point('10'), point('9'), point('1'))), ''));
  expect(set.skeleton.joints).toEqual(['1', '9', '10']);
  const row = await open(xml(image('a.jpg', '<points label="cat" occluded="1" points="1,2;3,4.5"/>'), ''));
  expect(row.samples[0]!.joints).toEqual([
    { x: 1, y: 2, visibility: 1 },
    { x: 3, y: 4.5, visibility: 1 },
  ]);
});

test.each([
  [image('c.jpg', skeleton(point('nose'))), 'picture is missing'],
  [image('b.jpg', skeleton(point('nose'), point('nose'))), 'label of another'],
  [image('b.jpg', skeleton(point('nose', 'points="1,x"'))), 'not “x,y”'],
  [image('b.jpg', skeleton(point('nose', 'points="1e9,1"'))), 'not “x,y”'],
  [image('b.jpg', skeleton(point('nose', 'outside="1" points="1,1"'))), 'without a labelled joint'],
  [image('b.jpg', '<skeleton label="tail"><points label="tip" points="1,1"/></skeleton>'), 'another label than “cat & dog”'],
])('left out and counted: %s', async (bad, reason) => {
  const set = await open(xml(image('a.jpg', skeleton(point('nose'))) + bad));
  expect(set.samples).toHaveLength(1);
  expect(set.report.skipped).toMatchObject([{ reason: expect.stringContaining(reason), count: 1 }]);
});

const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'.replace(/./g, (c, i) => `<!ENTITY ${c} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)}]>`;

test.each([
  [bomb + xml(image('a.jpg', skeleton(point('&j;')))), /DOCTYPE/],
  [xml(image('a.jpg', skeleton(point('nose')))).slice(0, -30), /not whole XML/],
  [xml(`<track id="0">${'<box/>'}</track>`), /video/],
  [xml('<a>'.repeat(5000) + '</a>'.repeat(5000)), /not XML as CVAT writes it/],
])('refused with its reason: %#', async (text, problem) => {
  await expect(open(text)).rejects.toMatchObject({ code: 'bad-annotation', message: expect.stringMatching(problem) });
});
