import { describe, expect, it } from 'vitest';
import { coco17, mpii16, skeletonFromNames } from '../pose/skeleton.ts';
import { areaUnderPck, headLength, heatmapAccuracy, lspRows, pck, pckByJoint, pckhMean, torsoLength } from './metrics.ts';

const unknown = Number.NaN;

describe('PCK', () => {
  // Three people, two joints.
  const errors = Float32Array.of(0.1, 0.3, 0.2, unknown, 0.21, 0.05);

  it('of each joint: the share of its labelled errors up to the threshold', () => {
    // Joint 0: 0.1 and 0.2 of three; joint 1: 0.05 of two.
    const [first, second] = pckByJoint(errors, 2, 0.2);
    expect(first).toBeCloseTo(2 / 3, 6);
    expect(second).toBe(0.5);
  });

  it('over all labelled joints: 3 of 5', () => {
    expect(pck(errors, 0.2)).toBe(0.6);
  });

  it('counts an error of exactly the threshold, though 0.2 is larger as a float than as a double', () => {
    expect(Math.fround(0.2)).toBeGreaterThan(0.2);
    expect(pck(Float32Array.of(0.2), 0.2)).toBe(1);
  });

  it('is NaN where nothing is labelled', () => {
    expect(pck(Float32Array.of(unknown), 0.2)).toBeNaN();
    expect([...pckByJoint(Float32Array.of(unknown, 0), 2, 0.2)]).toEqual([unknown, 1]);
    expect(areaUnderPck(Float32Array.of(unknown))).toBeNaN();
  });

  it('counts an infinite error as wrong', () => {
    expect(pck(Float32Array.of(Infinity, 0), 0.2)).toBe(0.5);
  });
});

describe('the area under PCK', () => {
  it('is the mean over 21 thresholds from 0 to 0.2', () => {
    // Of four labelled: at 0 … 0.04 (5 thresholds) 1 is right, at 0.05 … 0.09 (5) 2, at 0.10 … 0.20 (11) 3.
    // (5 · 1/4 + 5 · 2/4 + 11 · 3/4) / 21 = 12 / 21
    expect(areaUnderPck(Float32Array.of(0, 0.05, 0.1, unknown, 0.3))).toBeCloseTo(12 / 21, 12);
  });

  it('takes other thresholds', () => {
    // 0, 0.25, 0.5: 0, 0, 1.
    expect(areaUnderPck(Float32Array.of(0.5), 0.5, 0.25)).toBeCloseTo(1 / 3, 12);
  });
});

describe('the length of reference', () => {
  const joints = (visibility: 0 | 1 | 2) =>
    mpii16.joints.map((name) => ({
      x: name === 'left_shoulder' ? 13 : 10,
      y: name === 'left_shoulder' ? 24 : 20,
      visibility: name === 'right_hip' ? visibility : (2 as const),
    }));

  it('of the torso: left shoulder to right hip, occluded or not', () => {
    expect(torsoLength(joints(1), mpii16)).toBe(5); // (3, 4)
  });

  it('of the torso: unknown without a label, without a torso, or where both ends coincide', () => {
    expect(torsoLength(joints(0), mpii16)).toBeNaN();
    expect(torsoLength(joints(2), { ...mpii16, torso: null })).toBeNaN();
    expect(
      torsoLength(
        joints(2).map((joint) => ({ ...joint, x: 0, y: 0 })),
        mpii16,
      ),
    ).toBeNaN();
  });

  it('of the head: 0.6 of the diagonal of its box', () => {
    expect(headLength({ x: 7, y: 9, width: 30, height: 40 })).toBeCloseTo(30, 12); // 0.6 · 50
  });
});

describe('PCKh', () => {
  const errors = (people: Partial<Record<string, number>>[]) =>
    Float32Array.from(people.flatMap((person) => mpii16.joints.map((name) => person[name] ?? unknown)));

  it('weighs joints by how often they are labelled', () => {
    // Ankle: 2 of 2; knee: 0 of 1. Weighted: 2/3, where the mean of the two joints would be 1/2.
    const two = errors([{ right_ankle: 0.5, right_knee: 0.51 }, { right_ankle: 0.1 }]);
    expect(pckhMean(two, mpii16)).toBeCloseTo(2 / 3, 12);
  });

  it('leaves out pelvis and thorax', () => {
    expect(pckhMean(errors([{ right_ankle: 0.1, pelvis: 9, thorax: 9 }]), mpii16)).toBe(1);
    expect(pckhMean(errors([{ pelvis: 0.1 }]), mpii16)).toBeNaN();
  });
});

describe('the rows of the LSP table', () => {
  const byJoint = (values: Partial<Record<string, number>>) => Float32Array.from(mpii16.joints, (name) => values[name] ?? 0);

  it('head is the mean of neck and head top, every other one of left and right', () => {
    const rows = lspRows(byJoint({ upper_neck: 1, head_top: 0.5, left_wrist: 0.25, right_wrist: 0.75, thorax: 1, pelvis: 1 }), mpii16);
    expect(rows).toEqual([
      { name: 'head', value: 0.75 },
      { name: 'shoulder', value: 0 },
      { name: 'elbow', value: 0 },
      { name: 'wrist', value: 0.5 },
      { name: 'hip', value: 0 },
      { name: 'knee', value: 0 },
      { name: 'ankle', value: 0 },
    ]);
  });

  it('leave out what the skeleton lacks: COCO has neither neck nor head top', () => {
    expect(lspRows(new Float32Array(17), coco17).map(({ name }) => name)).toEqual(['shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle']);
  });

  it('read names as they are written elsewhere', () => {
    const skeleton = skeletonFromNames('LSP', ['Right hip', 'leftHip', 'Neck', 'Head top', 'hip'], []);
    const rows = lspRows(Float32Array.of(0, 1, 0.5, 0.25, 9), skeleton);
    expect(rows).toEqual([
      { name: 'head', value: 0.375 },
      { name: 'hip', value: 0.5 },
    ]);
  });

  it('leave a side without a label out of the mean', () => {
    const rows = lspRows(byJoint({ left_knee: unknown, right_knee: 0.5, left_ankle: unknown, right_ankle: unknown }), mpii16);
    expect(rows.find(({ name }) => name === 'knee')?.value).toBe(0.5);
    expect(rows.find(({ name }) => name === 'ankle')?.value).toBeNaN();
  });
});

describe('the accuracy that training prints', () => {
  const shape = { batch: 1, h: 40, w: 40, joints: 4 };

  it('is the share of labelled joints nearer than a twentieth of the heatmap', () => {
    // (40 / 10) · 0.5 = 2 px. Off by 1.9: right; by 2: wrong; by (1.25, 1.625), 2.05 px: wrong; the last has no label.
    const decoded = Float32Array.of(10, 10, 1, 10, 10, 1, 10, 10, 1, 0, 0, 1);
    const joints = Float32Array.of(11.9, 10, 1, 10, 12, 1, 11.25, 11.625, 1, 30, 30, 0);
    expect(heatmapAccuracy(decoded, joints, shape)).toBeCloseTo(1 / 3, 12);
  });

  it('is NaN without a label', () => {
    expect(heatmapAccuracy(new Float32Array(3), new Float32Array(3), shape)).toBeNaN();
  });
});
