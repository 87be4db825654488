import { expect, test } from 'vitest';
import { hyperparameters, type Setting, settingNames, settingProblem } from '../../method/hyperparameters.ts';
import { sliderScale } from './sliderScale.ts';

test('every place of every slider is a valid value, in rising order, and comes back to its place', () => {
  for (const name of settingNames) {
    const setting: Setting = hyperparameters[name];
    if (setting.kind !== 'number') continue;
    const scale = sliderScale(setting);
    expect(scale.toValue(0)).toBe(setting.min);
    expect(scale.toValue(scale.places)).toBe(setting.max);
    let before = Number.NEGATIVE_INFINITY;
    for (let place = 0; place <= Math.min(scale.places, 2000); place++) {
      const value = scale.toValue(place);
      expect(settingProblem(name, value)).toBeNull();
      expect(value).toBeGreaterThan(before);
      expect(scale.toPlace(value)).toBe(place);
      before = value;
    }
  }
});
