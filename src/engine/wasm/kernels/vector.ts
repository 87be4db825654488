/** Four floats at a time. The relaxed build fuses multiply and add (one rounding, one instruction); the plain one rounds twice. */

// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}

/** max(a, 0); NaN stays NaN. `pmax` is one instruction where `max` is five. */
// @ts-ignore: decorator
@inline
export function relu(a: v128): v128 {
  return f32x4.pmax(a, f32x4.splat(0));
}

/** value where x scale + offset > 0, else 0: relu'(0) = 0. */
// @ts-ignore: decorator
@inline
export function gate(value: v128, x: v128, scale: v128, offset: v128): v128 {
  return v128.and(value, f32x4.gt(madd(x, scale, offset), f32x4.splat(0)));
}
