import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page, type Worker } from '@playwright/test';

/** The page as a person uses it: by roles and labels. Numbers are read from `window.poseduel`, which cannot act. */
export class Playground {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page with settings in its address, and waits until a run is built. */
  async open(settings: Readonly<Record<string, string | number>> = {}): Promise<void> {
    const query = new URLSearchParams(Object.entries(settings).map(([name, value]) => [name, String(value)]));
    await this.page.goto(`./?${query}`);
    await this.waitForPhase('ready');
  }

  async waitForPhase(phase: string): Promise<void> {
    await this.page.waitForFunction((wanted) => window.poseduel?.phase() === wanted, phase, { timeout: 120_000 });
  }

  async waitForSteps(steps: number): Promise<void> {
    await this.page.waitForFunction((wanted) => window.poseduel.steps() >= wanted, steps, { timeout: 200_000 });
  }

  train(): Promise<void> {
    return this.page.getByRole('button', { name: 'Train', exact: true }).click();
  }

  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pause', exact: true }).click();
    await this.waitForPhase('paused');
  }

  /** Makes one step, the run's `made`th. */
  async step(made: number): Promise<void> {
    await this.page.getByRole('button', { name: 'Step', exact: true }).click();
    await this.waitForSteps(made);
  }

  async chooseEngine(title: string): Promise<void> {
    await this.page.getByRole('button', { name: /Engine/ }).click();
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${title}`) }).click();
    await expect(this.page.getByRole('button', { name: /Engine/ })).toContainText(title, { timeout: 120_000 });
  }

  steps(): Promise<number> {
    return this.page.evaluate(() => window.poseduel.steps());
  }

  /** One number of every step so far. */
  history(name: 'lossMse' | 'lossReal' | 'lossFake' | 'kT' | 'lambdaG' | 'milliseconds' | 'waited'): Promise<number[]> {
    return this.page.evaluate((wanted) => window.poseduel.history(wanted), name);
  }

  engine(): Promise<string | null> {
    return this.page.evaluate(() => window.poseduel.engine());
  }

  problems(): Promise<readonly { code: string; message: string; cure: string }[]> {
    return this.page.evaluate(() => window.poseduel.problems());
  }

  /** The worker that trains; threads of engines are workers too. */
  trainer(): Worker {
    return this.page.workers().find((worker) => worker.url().includes('trainer.worker'))!;
  }

  /** Gives the page files as the chooser does. */
  async chooseFile(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByLabel('Zip or files of a dataset').setInputFiles({ name, mimeType: 'application/zip', buffer });
  }

  /** Gives the page files, and says yes to what was found in them. */
  async useFile(name: string, buffer: Buffer): Promise<void> {
    await this.chooseFile(name, buffer);
    await this.page.getByRole('dialog', { name: 'This is what was found' }).getByRole('button', { name: 'Use it' }).click();
  }

  /** Drops files and folders of this machine on the middle of the page, as a mouse does. */
  async drop(...files: readonly string[]): Promise<void> {
    const browser = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await browser.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    await browser.detach();
  }

  /** How far the colours of a canvas spread, 0 for one flat colour. */
  async contrast(canvas: RegExp): Promise<number> {
    return this.page
      .getByRole('img', { name: canvas })
      .first()
      .evaluate((element) => {
        const source = element as HTMLCanvasElement;
        const context = source.getContext('2d');
        if (!context) return 0;
        const { data } = context.getImageData(0, 0, source.width, source.height);
        let [low, high] = [255, 0];
        for (let i = 0; i < data.length; i += 4) {
          const light = (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
          low = Math.min(low, light);
          high = Math.max(high, light);
        }
        return high - low;
      });
  }

  /** What axe finds wrong on the screen as it is. */
  async accessibilityProblems(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }
}

export const test = base.extend<{ playground: Playground }>({
  playground: async ({ page, context, baseURL }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const strangers: string[] = [];
    context.on('request', (request) => {
      // By host: some tests have a server of their own, at another port.
      const { protocol, hostname } = new URL(request.url());
      if (!['blob:', 'data:'].includes(protocol) && hostname !== new URL(baseURL!).hostname) strangers.push(request.url());
    });
    // One that the page's policy stops is no request, but was meant to be one.
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) strangers.push(message.text());
    });
    await use(new Playground(page));
    expect(errors, 'errors on the page').toEqual([]);
    expect(strangers, 'requests to somebody else').toEqual([]);
  },
});

export { expect };

/** What stops a worker from asking a stranger: the directive of the policy that its file came with, and whom it asked. */
export function stoppedIn(worker: Worker): Promise<string> {
  return worker.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => resolve(`${effectiveDirective} ${blockedURI}`));
        fetch('https://example.org/').catch(() => {});
      }),
  );
}

/** The mean of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
