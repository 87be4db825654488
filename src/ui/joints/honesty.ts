import { spearman, together } from '../../method/comment.ts';
import type { Answer } from '../../worker/questions/registry.ts';

export type HeldOut = Answer<'heldOut'>;

/** One joint of one held-out person. */
export interface Point {
  readonly person: number;
  readonly joint: number;
  /** s_j, and d_j over the torso's length. */
  readonly comment: number;
  readonly error: number;
  readonly occluded: boolean;
}

/** All labelled joints, what D objects to most first. */
export function pointsOf({ comment, error, truth }: HeldOut, joints: number): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < comment.length; i++) {
    if (Number.isNaN(comment[i]!) || Number.isNaN(error[i]!)) continue;
    const occluded = truth[3 * i + 2] === 1;
    points.push({ person: Math.floor(i / joints), joint: i % joints, comment: comment[i]!, error: error[i]!, occluded });
  }
  return points.sort((a, b) => b.comment - a.comment);
}

/** How well the true error follows each of these signs: Spearman's ρ, of one joint or (−1) of all. */
export interface Rhos {
  readonly comment: number;
  readonly energy: number;
  readonly doubt: number;
  /** Of s_j and the doubt together, by rank. */
  readonly both: number;
}

export function rhosOf({ comment, energy, doubt, error }: HeldOut, joints: number, joint: number): Rhos {
  const of = (values: Float32Array) => (joint < 0 ? values : values.filter((_, i) => i % joints === joint));
  const rho = (values: Float32Array) => spearman(of(values), of(error));
  return { comment: rho(comment), energy: rho(energy), doubt: rho(doubt), both: rho(together(comment, doubt)) };
}

/** The ends of the axes: all but the last hundredth of the points lie within, the others on the edge. */
export function endsOf(points: readonly Point[]): { readonly error: number; readonly comment: number } {
  const end = (values: number[]) => Math.max(0.05, values.sort((a, b) => a - b)[Math.floor(0.99 * (values.length - 1))] ?? 1);
  return { error: end(points.map((point) => point.error)), comment: end(points.map((point) => point.comment)) };
}
