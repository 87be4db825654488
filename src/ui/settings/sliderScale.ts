import type { NumberSetting } from '../../method/hyperparameters.ts';

/** A slider's whole-numbered places, and how they stand for a setting's values. */
export interface SliderScale {
  readonly places: number;
  toValue(place: number): number;
  toPlace(value: number): number;
}

/** Linear settings move by their step; logarithmic ones by tenths of a decade, with 0 before the first where 0 is allowed. */
export function sliderScale({ min, max, step, scale }: NumberSetting): SliderScale {
  if (scale === 'linear') {
    return {
      places: Math.round((max - min) / step),
      toValue: (place) => rounded(Math.min(max, min + place * step)),
      toPlace: (value) => Math.round((value - min) / step),
    };
  }
  const zero = min === 0 ? 1 : 0;
  const low = zero ? step : min;
  const places = Math.round(10 * Math.log10(max / low)) + zero;
  return {
    places,
    toValue: (place) => {
      if (zero && place <= 0) return 0;
      if (place >= places) return max;
      return Number((low * 10 ** ((place - zero) / 10)).toPrecision(2));
    },
    toPlace: (value) => (value < low ? 0 : Math.round(10 * Math.log10(value / low)) + zero),
  };
}

/** Takes away what binary fractions add: 0.1 + 0.2. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}
