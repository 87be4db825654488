import type { Initial, Network, Node, Normalisation, Op, Parameter, Shape, Statistics } from './graph.ts';

/** Builds a network node by node, inferring every shape. A wrong shape is an error at the line that makes it. */
export class NetworkBuilder {
  readonly #name: Network['name'];
  readonly #normalisation: Normalisation;
  readonly #nodes: Node[] = [];
  readonly #parameters: Parameter[] = [];
  readonly #statistics: Statistics[] = [];
  #parameterCount = 0;
  #statisticsCount = 0;

  constructor(name: Network['name'], normalisation: Normalisation) {
    this.#name = name;
    this.#normalisation = normalisation;
  }

  input(name: 'image' | 'heatmaps', shape: Shape): Node {
    return this.#node({ kind: 'input', name }, [], shape, name);
  }

  /** A convolution with bias. `gain` scales the initial weights: 1 is U(±1/√fan_in). Biases start at zero. */
  conv(x: Node, cout: number, kernel: number, scope: string, { stride = 1, gain = 1 } = {}): Node {
    const [h, w, cin] = x.shape;
    if (stride > 1 && (h % stride || w % stride))
      throw new RangeError(`${this.#name} ${scope}: stride ${stride} does not divide ${h} × ${w}`);
    const bound = gain / Math.sqrt(kernel * kernel * cin);
    const weight = this.#parameter(`${scope}.weight`, [kernel, kernel, cin, cout], { kind: 'uniform', bound });
    const bias = this.#parameter(`${scope}.bias`, [cout], {
      kind: 'constant',
      value: 0,
    });
    return this.#node({ kind: 'conv', kernel, stride, weight, bias }, [x], [h / stride, w / stride, cout], scope);
  }

  norm(x: Node, scope: string): Node {
    const c = x.shape[2];
    const gain = this.#parameter(`${scope}.weight`, [c], {
      kind: 'constant',
      value: 1,
    });
    const shift = this.#parameter(`${scope}.bias`, [c], {
      kind: 'constant',
      value: 0,
    });
    const groupSize = c % 4 === 0 ? 4 : c % 2 === 0 ? 2 : 1;
    const state = this.#normalisation === 'batch' ? this.#statistic(scope, c) : -1;
    return this.#node({ kind: 'norm', groupSize, gain, shift, state }, [x], x.shape, scope);
  }

  relu(x: Node): Node {
    return this.#node({ kind: 'relu' }, [x], x.shape, x.scope);
  }

  maxPool(x: Node, scope: string): Node {
    const [h, w, c] = x.shape;
    if (h % 2 || w % 2) throw new RangeError(`${this.#name} ${scope}: cannot halve ${h} × ${w}`);
    return this.#node({ kind: 'maxPool' }, [x], [h / 2, w / 2, c], scope);
  }

  upsample(x: Node, scope: string): Node {
    const [h, w, c] = x.shape;
    return this.#node({ kind: 'upsample' }, [x], [h * 2, w * 2, c], scope);
  }

  add(a: Node, b: Node, scope: string): Node {
    if (a.shape.some((n, i) => n !== b.shape[i])) throw new RangeError(`${this.#name} ${scope}: cannot add [${a.shape}] and [${b.shape}]`);
    return this.#node({ kind: 'add' }, [a, b], a.shape, scope);
  }

  concat(a: Node, b: Node, scope: string): Node {
    const [h, w, c] = a.shape;
    if (h !== b.shape[0] || w !== b.shape[1]) throw new RangeError(`${this.#name} ${scope}: cannot concat [${a.shape}] and [${b.shape}]`);
    return this.#node({ kind: 'concat' }, [a, b], [h, w, c + b.shape[2]], scope);
  }

  resize(x: Node, h: number, scope: string): Node {
    const factor = x.shape[0] / h;
    if (!Number.isInteger(factor)) throw new RangeError(`${this.#name} ${scope}: ${x.shape[0]} is not a multiple of ${h}`);
    return this.#node({ kind: 'resize', factor }, [x], [h, x.shape[1] / factor, x.shape[2]], scope);
  }

  build(outputs: readonly Node[]): Network {
    return {
      name: this.#name,
      normalisation: this.#normalisation,
      nodes: this.#nodes,
      outputs: outputs.map((node) => node.id),
      parameters: this.#parameters,
      parameterCount: this.#parameterCount,
      statistics: this.#statistics,
      statisticsCount: this.#statisticsCount,
    };
  }

  #node(op: Op, inputs: readonly Node[], shape: Shape, scope: string): Node {
    const node: Node = {
      id: this.#nodes.length,
      op,
      inputs: inputs.map((input) => input.id),
      shape,
      scope,
    };
    this.#nodes.push(node);
    return node;
  }

  #parameter(name: string, shape: readonly number[], initial: Initial): number {
    if (this.#parameters.some((other) => other.name === name)) throw new Error(`${this.#name}: two parameters are called ${name}`);
    const size = shape.reduce((product, n) => product * n, 1);
    this.#parameters.push({
      name,
      shape,
      size,
      offset: this.#parameterCount,
      initial,
    });
    this.#parameterCount += size;
    return this.#parameters.length - 1;
  }

  #statistic(name: string, channels: number): number {
    this.#statistics.push({ name, channels, offset: this.#statisticsCount });
    this.#statisticsCount += 2 * channels;
    return this.#statistics.length - 1;
  }
}
