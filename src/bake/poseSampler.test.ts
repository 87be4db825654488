import { describe, expect, it } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { type Angle, balance, FAMILIES, LIMITS, poseFromAngles, sampleAngles, samplePose } from './poseSampler.ts';
import { length, subtract } from './rotation.ts';

const families = Object.keys(FAMILIES);

describe('the sampler of poses', () => {
  it.each(families)('stays in the joints’ limits: %s', (family) => {
    const random = createRandom(5);
    for (let i = 0; i < 50; i++) {
      const { angles } = sampleAngles(family, random, 2);
      const all = [
        ...Object.entries(angles).filter(([name]) => name !== 'L' && name !== 'R'),
        ...Object.entries(angles.L),
        ...Object.entries(angles.R),
      ];
      for (const [name, value] of all) {
        const [low, high] = LIMITS[name as Angle];
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });

  it('names the families it knows', () => {
    expect(() => sampleAngles('fly', createRandom(1))).toThrow(/no family fly; there are stand, walk/);
  });

  it('bends knees backwards and elbows forwards', () => {
    const { angles } = sampleAngles('stand', createRandom(1), 0);
    for (const side of ['L', 'R'] as const)
      Object.assign(angles[side], { armFlex: 0, armAbduct: 0, armRotate: 0, elbow: 90, hipFlex: 0, knee: 90 });
    const pose = poseFromAngles({ ...angles, spineFlex: 0, spineTwist: 0, pitch: 0, roll: 0 });
    expect(pose.ankleL[2] - pose.kneeL[2]).toBeCloseTo(-0.43, 2);
    expect(pose.wristR[2] - pose.elbowR[2]).toBeCloseTo(0.25, 2);
    expect(pose.shoulderL[0]).toBeGreaterThan(0); // a person who faces +z has its left at +x
  });

  it('puts the weight over the feet and keeps every length', () => {
    const before = poseFromAngles(sampleAngles('squat', createRandom(3)).angles);
    const after = balance(before);
    const feet = (after.ankleL[2] + after.ankleR[2]) / 2;
    expect(Math.abs((after.pelvis[2] + after.chest[2]) / 2 - feet)).toBeLessThan(0.05);
    expect(length(subtract(after.hipL, after.kneeL))).toBeCloseTo(length(subtract(before.hipL, before.kneeL)), 6);
  });

  it('gives the same pose for the same seed', () => {
    expect(samplePose('kick', createRandom(9))).toEqual(samplePose('kick', createRandom(9)));
  });
});
