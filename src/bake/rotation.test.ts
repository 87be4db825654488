import { describe, expect, it } from 'vitest';
import { apply, axisAngle, between, frame, type Mat3, multiply, normalize, slerp, swing, toAxisAngle, type Vec3 } from './rotation.ts';

const near = (a: readonly number[], b: readonly number[]): void => {
  a.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i]!, 6);
  });
};

describe('rotations', () => {
  it('turn x to y about z', () => near(apply(axisAngle([0, 0, 1], Math.PI / 2), [1, 0, 0]), [0, 1, 0]));

  it('swing one direction on another, opposite ones too', () => {
    const from = normalize([1, 2, 3]);
    for (const to of [normalize([-2, 0.5, 1]), normalize([-1, -2, -3])] as Vec3[]) near(apply(swing(from, to), from), to);
  });

  it('tell their axis and angle, half turns too', () => {
    const axis = normalize([1, -2, 2]);
    for (const angle of [0.3, 2, Math.PI]) {
      const told = toAxisAngle(axisAngle(axis, angle));
      expect(told.angle).toBeCloseTo(angle, 6);
      near(axisAngle(told.axis, told.angle), axisAngle(axis, angle));
    }
  });

  it('slerp along the arc', () => near(slerp(axisAngle([0, 1, 0], 0.2), axisAngle([0, 1, 0], 1), 0.25), axisAngle([0, 1, 0], 0.4)));

  it('take a frame to a frame', () => {
    const turn = axisAngle(normalize([3, 1, -1]), 1.1);
    const rest = frame([0, -1, 0], [1, 0, 0]);
    const moved = multiply(turn, rest) as Mat3;
    near(between(rest, moved), turn);
  });
});
