/** What the progress is written to: a terminal, a pipe or a file. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds between two pictures of the bar. */
const frame = 80;
const barWidth = 24;
/** Where there is no bar: milliseconds between two lines at least, and the share of the task. */
const linePause = 2000;
const lineShare = 1 / 20;

/** A bar with a text on a terminal's last line; on anything else a line now and then. Lines that shall stay are `note`d. */
export class ProgressBar {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #told = { title: '', done: 0, at: 0 };
  #shown = false;

  constructor(stream: ProgressStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  /** @param done 0 to 1 */
  show(title: string, done: number, text = ''): void {
    if (this.#stream.isTTY) this.#draw(title, done, text);
    else this.#tell(title, done, text);
  }

  /** Writes a line that stays. */
  note(text: string): void {
    this.clear();
    this.#stream.write(`${text}\n`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[2K');
    this.#shown = false;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  #draw(title: string, done: number, text: string): void {
    const now = this.#now();
    if (now - this.#drawnAt < frame && done < 1) return;
    this.#drawnAt = now;
    this.#shown = true;
    const full = Math.round(done * barWidth);
    const bar = '━'.repeat(full) + '─'.repeat(barWidth - full);
    this.#stream.write(`\r\x1b[2K${line(`${title} ${bar}`, done, text).slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }

  #tell(title: string, done: number, text: string): void {
    const now = this.#now();
    if (this.#told.title !== title) this.#told = { title, done: 0, at: now };
    const isDue = now - this.#told.at >= linePause && done - this.#told.done >= lineShare;
    if (!isDue && (done < 1 || this.#told.done === 1)) return;
    this.#told = { title, done, at: now };
    this.#stream.write(`${line(title, done, text)}\n`);
  }
}

function line(title: string, done: number, text: string): string {
  return `${title} ${String(Math.floor(100 * done)).padStart(3)} %${text && `  ${text}`}`;
}
