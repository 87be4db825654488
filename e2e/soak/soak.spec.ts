import { execFileSync } from 'node:child_process';
import { expect, type Playground, test } from '../playground.ts';
import { growth, type Held, hold, print } from './memory.ts';

const steps = Number(process.env.SOAK_STEPS ?? 20_000);
const losses = Number(process.env.SOAK_LOSSES ?? 50);
const orders = process.env.SOAK_ORDERS ?? '200';
/** Looks at the memory on the way. */
const looks = 10;

const settings = { preset: 'toy', evaluateEvery: 500, evaluateCount: 16 };

for (const engine of ['WebAssembly', 'WebGPU'])
  test(`${steps} steps of toy on ${engine}: memory stays flat`, async ({ playground }) => {
    const { page } = playground;
    await playground.open(settings);
    await playground.chooseEngine(engine);
    await playground.train();
    const course: Held[] = [];
    const start = Date.now();
    for (let look = 1; look <= looks; look++) {
      await page.waitForFunction((wanted) => window.poseduel.steps() >= wanted, (steps * look) / looks, { timeout: 0, polling: 500 });
      course.push(await hold(playground));
    }
    await playground.pause();
    print(`${engine}, ${steps} steps`, course, (Date.now() - start) / 1000);
    expect(growth(course)).toBeNull();
    expect(await playground.problems()).toEqual([]);
  });

test(`${losses} losses of the GPU device in a row: the run goes on, memory stays flat`, async ({ playground }) => {
  const { page } = playground;
  await playground.open(settings);
  await watchDevices(playground);
  await playground.chooseEngine('WebGPU');
  await playground.train();
  await playground.waitForSteps(2);
  const course: Held[] = [];
  const start = Date.now();
  for (let lost = 1; lost <= losses; lost++) {
    await loseDevice(playground);
    await page.waitForFunction((wanted) => window.poseduel.losses() >= wanted, lost, { timeout: 0, polling: 100 });
    const after = await playground.steps();
    await page.waitForFunction((wanted) => window.poseduel.steps() > wanted, after, { timeout: 0, polling: 100 });
    if (lost === 1 || lost === losses || lost % Math.ceil(losses / looks) === 0) course.push(await hold(playground));
    expect(await playground.engine()).toBe('webgpu');
  }
  await playground.pause();
  print(`${losses} losses of the device`, course, (Date.now() - start) / 1000);
  expect(growth(course)).toBeNull();
});

test(`${orders} orders of everything that can be asked of the page`, () => {
  execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'src/store/anyOrder.test.ts'], {
    stdio: 'inherit',
    env: { ...process.env, SOAK_ORDERS: orders },
  });
});

/** Has the worker remember the devices that its engines are given from now on. */
async function watchDevices(playground: Playground): Promise<void> {
  await playground.trainer().evaluate(() => {
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor);
      (globalThis as { device?: GPUDevice }).device = device;
      return device;
    };
  });
}

/** As when its driver is updated: the device is gone, and the page is told by its promise. */
async function loseDevice(playground: Playground): Promise<void> {
  await playground.trainer().evaluate(() => (globalThis as { device?: GPUDevice }).device!.destroy());
}
