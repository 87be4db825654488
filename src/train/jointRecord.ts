/** What every joint added to L_real and L_fake, of every step at first and of ever fewer as a run grows long. */
export interface JointRecord {
  /** [k], rising. */
  readonly step: Float64Array;
  /** [k, J] each. */
  readonly jointReal: Float32Array;
  readonly jointFake: Float32Array;
}

interface Row {
  readonly step: number;
  readonly jointReal: Float32Array;
  readonly jointFake: Float32Array;
}

/** Rows that are kept at most: 230 kB for 14 joints. */
export const mostJointRows = 2048;

/** A record by joint that grows, but not beyond its bound: when it is full, every second row goes. */
export class JointRecorder {
  #rows: Row[] = [];
  #stride = 1;

  constructor(before?: JointRecord) {
    if (!before || before.step.length === 0) return;
    const { step, jointReal, jointFake } = before;
    const joints = jointReal.length / step.length;
    const row = (all: Float32Array, i: number) => all.slice(i * joints, (i + 1) * joints);
    this.#rows = Array.from(step, (each, i) => ({ step: each, jointReal: row(jointReal, i), jointFake: row(jointFake, i) }));
    while (this.#rows.length > 1 && this.#rows.every(({ step }) => step % (2 * this.#stride) === 0)) this.#stride *= 2;
  }

  add({ step, jointReal, jointFake }: Row): void {
    if (step % this.#stride !== 0) return;
    this.#rows.push({ step, jointReal: jointReal.slice(), jointFake: jointFake.slice() });
    while (this.#rows.length > mostJointRows) {
      this.#stride *= 2;
      this.#rows = this.#rows.filter((row) => row.step % this.#stride === 0);
    }
  }

  /** Forgets what came after `made` steps. */
  rewind(made: number): void {
    while (this.#rows.length > 0 && this.#rows.at(-1)!.step >= made) this.#rows.pop();
  }

  take(): JointRecord {
    const all = (name: 'jointReal' | 'jointFake') => Float32Array.from(this.#rows.flatMap((row) => [...row[name]]));
    return { step: Float64Array.from(this.#rows, ({ step }) => step), jointReal: all('jointReal'), jointFake: all('jointFake') };
  }
}
