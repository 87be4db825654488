import type { Node } from '../../network/graph.ts';
import type { Draft } from './draft.ts';
import { convShape, normShape, type Trace } from './forward.ts';
import type { FusedOp } from './fuse.ts';

/** Pictures of the inputs' gradient that are wanted: those from `from` on. */
export interface Wanted {
  readonly input: 'heatmaps';
  readonly from: number;
  readonly count: number;
  /** Nothing but this gradient: no weights are to be updated. */
  readonly alone?: boolean;
}

/**
 * Emits the backward pass of a traced forward pass: weight gradients into the gradient arena, and the gradient at an input where one is
 * wanted. The gradient at a value is a sum of terms, one for each reader; a term is a finished buffer and may be shared (an addition
 * hands its own on unchanged). Whoever computes the next term takes those before as addends, so sums need no pass of their own.
 * @param seeds by output of the network, the buffer of the loss's gradient there.
 * @returns the buffer of the wanted gradient, [wanted.count, h, w, c].
 */
export function emitBackward(
  draft: Draft,
  trace: Trace,
  seeds: ReadonlyMap<number, number>,
  shares: number,
  wanted?: Wanted,
): number | undefined {
  const backward = new Backward(draft, trace, shares, wanted);
  for (const [value, buffer] of seeds) backward.add(value, buffer);
  for (const op of [...trace.ops].reverse()) backward.visit(op);
  return backward.answer;
}

class Backward {
  answer: number | undefined;
  readonly #draft: Draft;
  readonly #trace: Trace;
  readonly #shares: number;
  readonly #wanted: Wanted | undefined;
  /** By value: the buffers that sum to the gradient found so far. */
  readonly #terms = new Map<number, number[]>();
  /** By norm: the gradient at the normalised values found so far, and how many readers have yet to add to it. */
  readonly #normed = new Map<number, { buffer: number | undefined; left: number }>();
  /** Values that depend on a parameter: all of their pictures have a gradient. */
  readonly #trained = new Set<number>();
  /** Values that depend on the wanted input alone. */
  readonly #leading = new Set<number>();

  constructor(draft: Draft, trace: Trace, shares: number, wanted: Wanted | undefined) {
    this.#draft = draft;
    this.#trace = trace;
    this.#shares = shares;
    this.#wanted = wanted;
    for (const node of trace.network.nodes) {
      const { op } = node;
      if (op.kind === 'conv' || op.kind === 'norm' || node.inputs.some((id) => this.#trained.has(id))) this.#trained.add(node.id);
      else if ((op.kind === 'input' && op.name === wanted?.input) || node.inputs.some((id) => this.#leading.has(id)))
        this.#leading.add(node.id);
    }
    for (const { sources } of trace.ops)
      for (const { norm } of sources)
        if (norm) this.#normed.set(norm.id, { buffer: undefined, left: (this.#normed.get(norm.id)?.left ?? 0) + 1 });
  }

  /** One more term of the gradient at a value. */
  add(value: number, buffer: number): void {
    this.#terms.set(value, [...(this.#terms.get(value) ?? []), buffer]);
  }

  visit(op: FusedOp): void {
    const { node, value, addends } = op;
    if (!this.#trained.has(value) && !this.#leading.has(value)) return;
    if (node.op.kind === 'input') {
      this.answer = this.#gradient(value);
      return;
    }
    const dy = this.#gradient(value);
    for (const addend of addends) this.add(addend, dy);
    switch (node.op.kind) {
      case 'conv':
        this.#conv(op, dy);
        break;
      case 'relu':
        this.#rectify(op, dy);
        break;
      case 'maxPool': {
        const id = op.sources[0]!.value;
        const x = this.#value(id);
        this.#extend(id, (out, terms) => this.#draft.emit({ kind: 'maxPoolGradient', reads: { dy, x, addends: terms }, writes: { out } }));
        break;
      }
      case 'upsample':
        this.#extend(op.sources[0]!.value, (out, terms) =>
          this.#draft.emit({ kind: 'upsampleGradient', reads: { dy, addends: terms }, writes: { out } }),
        );
        break;
      case 'concat':
        this.#concat(op, dy);
        break;
      case 'add':
        break;
      default:
        throw new Error(`plan: ${this.#trace.network.name} ${node.scope}: no gradient through ${node.op.kind}`);
    }
  }

  #conv({ node, sources }: FusedOp, dy: number): void {
    const draft = this.#draft;
    const conv = convShape(this.#trace.network, node);
    const { value, norm } = sources[0]!;
    const x = this.#value(value);
    const coefficients = norm && this.#trace.coefficients.get(norm.id)!;
    const normed = coefficients === undefined ? {} : { coefficients };
    if (!this.#wanted?.alone) draft.emit({ kind: 'weightGradient', reads: { dy, x, ...normed }, writes: {}, conv });
    if (!norm) {
      if (this.#trained.has(value) || this.#leading.has(value))
        this.#extend(value, (out, addends) =>
          draft.emit({ kind: 'inputGradient', reads: { dy, addends }, writes: { out }, conv, ...this.#range(value) }),
        );
      return;
    }
    const { n, reads, writes } = this.#normTerm(norm, x, value);
    draft.emit({ kind: 'inputGradient', reads: { dy, ...reads }, writes, conv, from: 0, count: n });
    this.#closeNorm(norm, x, value, writes);
  }

  #rectify({ sources }: FusedOp, dy: number): void {
    const { value, norm } = sources[0]!;
    const x = this.#value(value);
    const { reads, writes } = this.#normTerm(norm!, x, value);
    this.#draft.emit({ kind: 'rectifyGradient', reads: { dy, ...reads }, writes });
    this.#closeNorm(norm!, x, value, writes);
  }

  /** The operands of an instruction that computes the next term of the gradient at a normalised value. */
  #normTerm(norm: Node, x: number, value: number) {
    const state = this.#normed.get(norm.id)!;
    state.left -= 1;
    const [h, w, c] = this.#trace.network.nodes[value]!.shape;
    const n = this.#trace.pictures;
    const out = this.#draft.maps(`${this.#name(norm.id)}:dn`, n, h, w, c);
    const sums = state.left === 0 && this.#trace.measured ? this.#draft.sums(out) : undefined;
    const addends = state.buffer === undefined ? [] : [state.buffer];
    state.buffer = out;
    const coefficients = this.#trace.coefficients.get(norm.id)!;
    return { n, reads: { x, coefficients, addends }, writes: { out, ...(sums !== undefined && { sums }) } };
  }

  /** After the last reader of a norm: its parameters' gradients, and the next term of the gradient at its input. */
  #closeNorm(node: Node, x: number, value: number, { out: dn, sums }: { out: number; sums?: number }): void {
    if (this.#normed.get(node.id)!.left > 0) return;
    const draft = this.#draft;
    const norm = normShape(this.#trace.network, node);
    const slopes = draft.vectors(`${this.#name(node.id)}:slopes`, this.#trace.pictures, 3, norm.channels);
    const coefficients = this.#trace.coefficients.get(node.id)!;
    const reads = { dn, x, coefficients, ...(sums !== undefined && { sums }) };
    const frozen = !this.#trace.measured;
    draft.emit({ kind: 'normSlopes', reads, writes: { slopes }, norm, shares: this.#shares, frozen });
    const whole = sums === undefined && norm.mode === 'group' ? { coefficients } : {};
    this.#extend(value, (out, addends) => {
      draft.emit({ kind: 'normGradient', reads: { dn, x, slopes, ...whole, addends }, writes: { out } });
    });
  }

  #concat({ node, sources }: FusedOp, dy: number): void {
    const [first, second] = sources.map((source) => source.value) as [number, number];
    if (this.#trained.has(first) || this.#leading.has(first) || this.#trained.has(second))
      throw new Error(`plan: ${node.scope}: only the second part of a concat may have a gradient, and only that of an input`);
    this.#extend(second, (out, terms) => {
      if (terms.length) throw new Error(`plan: ${node.scope}: an input may be read only once`);
      const channel = this.#trace.network.nodes[first]!.shape[2];
      this.#draft.emit({ kind: 'slice', reads: { dy }, writes: { out }, channel });
    });
  }

  /** Computes the next term of the gradient at a value, taking up those before it. */
  #extend(value: number, emit: (out: number, terms: readonly number[]) => void): void {
    const { count } = this.#range(value);
    const [h, w, c] = this.#trace.network.nodes[value]!.shape;
    const terms = this.#terms.get(value) ?? [];
    const taken = terms.length > 2 ? [this.#sum(value, terms)] : terms;
    const out = this.#draft.maps(`${this.#name(value)}:gradient`, count, h, w, c);
    emit(out, taken);
    this.#terms.set(value, [out]);
  }

  /** The whole gradient at a value, when all its readers have had their say. */
  #gradient(value: number): number {
    const terms = this.#terms.get(value) ?? [];
    if (terms.length === 0) throw new Error(`plan: nothing of the loss depends on ${this.#name(value)}`);
    return terms.length === 1 ? terms[0]! : this.#sum(value, terms);
  }

  #sum(value: number, terms: readonly number[]): number {
    const [n, h, w, c] = this.#draft.buffer(terms[0]!).shape;
    return terms.slice(1).reduce((sum, term) => {
      const out = this.#draft.maps(`${this.#name(value)}:sum`, n, h, w, c);
      this.#draft.emit({ kind: 'sum', reads: { addends: [sum, term] }, writes: { out } });
      return out;
    }, terms[0]!);
  }

  /** The pictures whose gradient is wanted: of values before the first parameter only those of the wanted input. */
  #range(value: number): { from: number; count: number } {
    if (this.#wanted && this.#leading.has(value)) return { from: this.#wanted.from, count: this.#wanted.count };
    return { from: 0, count: this.#trace.pictures };
  }

  #value(id: number): number {
    return this.#trace.values.get(id)!;
  }

  #name(id: number): string {
    return `${this.#trace.network.name}.${this.#trace.network.nodes[id]!.scope}`;
  }
}
