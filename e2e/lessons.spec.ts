import type { Page } from '@playwright/test';
import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

const nothing = async () => {};

const strip = (page: Page) => page.getByRole('region', { name: /^Lesson:/ });

/** Waits until the lesson stands at this stop, with its frame around something that it does not cover. */
async function arrive(page: Page, stop: number): Promise<void> {
  await expect(strip(page)).toContainText(`${stop} of `);
  await expect(page.locator('[data-ring]')).toBeVisible();
  const selector = (await page.locator('[data-ring]').getAttribute('data-ring'))!;
  await expect(page.locator(selector), 'what is pointed at is the only one of its name').toHaveCount(1);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const target = document.querySelector(document.querySelector<HTMLElement>('[data-ring]')?.dataset.ring ?? 'none');
        const place = target?.getBoundingClientRect();
        const foot = document.querySelector('[data-lesson-strip]')?.getBoundingClientRect().top ?? 0;
        // What is taller than the room above the strip cannot be seen whole, but from its top.
        const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
        return place && (place.bottom <= foot + 1 || (place.height > foot - top && place.top <= top + 16));
      }),
    )
    .toBe(true);
}

const next = (page: Page) => strip(page).getByRole('button', { name: 'Next' }).click();

/** Answers the question, and checks that the numbers of the run follow once its event has come. */
async function predict(page: Page, choice: string | RegExp, act: () => Promise<void>, numbers: RegExp): Promise<void> {
  await strip(page).getByRole('button', { name: choice }).click();
  await act();
  await expect(strip(page)).toContainText(numbers, { timeout: 60_000 });
  await expect(strip(page)).toContainText(/You were right|It turned out otherwise/);
}

async function openLesson(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('dialog', { name: 'Lessons' }).getByRole('button', { name: title }).click();
  await arrive(page, 1);
}

async function finish(playground: Playground): Promise<void> {
  const { page } = playground;
  const steps = await playground.steps();
  await strip(page).getByRole('button', { name: 'Finish' }).click();
  await expect(strip(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Lessons' })).toBeFocused();
  expect(await playground.steps(), 'leaving a lesson keeps the run').toBeGreaterThanOrEqual(steps);
}

test('the tour and the lessons about the duel reach their ends', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, evaluateCount: 8 });
  const duel = page.getByRole('region', { name: 'What both networks see' });

  await page.getByRole('button', { name: 'New here?' }).click();
  await arrive(page, 1);
  await expect(page).toHaveURL(/lesson=tour/);
  await playground.train();
  await next(page);
  await arrive(page, 2);
  await next(page);
  await arrive(page, 3);
  await expect(strip(page).getByRole('button', { name: 'Next' })).toBeHidden();
  await duel.getByRole('button', { name: 'left wrist' }).click();
  await expect(strip(page)).toContainText('the left wrist alone');
  await next(page);
  await arrive(page, 4);
  await next(page);
  await arrive(page, 5);
  await expect(strip(page)).toContainText(/now it is \d/);
  await playground.pause();
  for (let stop = 6; stop <= 8; stop++) {
    await next(page);
    await arrive(page, stop);
  }
  await finish(playground);
  await expect(page).not.toHaveURL(/lesson=/);

  await openLesson(page, 'What a heatmap says');
  await next(page);
  await arrive(page, 2);
  await predict(page, 'Wide clouds', () => playground.train(), /\d\.\d times as large/);
  await playground.pause();
  await next(page);
  await arrive(page, 3);
  await duel.getByRole('button', { name: 'right ankle' }).click();
  await expect(strip(page)).toContainText(/The right ankle: G’s highest point is \d\.\d\d/);
  await next(page);
  await arrive(page, 4);
  await predict(page, 'It makes no difference', nothing, /off by \d+\.\d pixels, the other half by \d+\.\d/);
  await next(page);
  await arrive(page, 5);
  await finish(playground);

  await openLesson(page, 'Why a discriminator that redraws');
  await next(page);
  await arrive(page, 2);
  await predict(page, /G’s drawings are easier/, () => playground.train(), /was \d.*, L.* \d/);
  await playground.pause();
  await next(page);
  await arrive(page, 3);
  await predict(page, 'Yes', nothing, /is off by \d+\.\d pixels/);
  await next(page);
  await arrive(page, 4);
  await page.getByRole('button', { name: 'Knees backwards' }).click();
  await expect(strip(page)).toContainText('D has answered');
  expect(await playground.accessibilityProblems()).toEqual([]);
  await next(page);
  await arrive(page, 5);
  await finish(playground);
});

test('the lessons about a step, k_t and the adversary reach their ends', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, evaluateCount: 8, lesson: 'slow' });
  await arrive(page, 1);
  await page.getByRole('button', { name: 'Make the next step slowly' }).click();
  await expect(strip(page)).toContainText('This is step 1 of your run');
  await next(page);
  await arrive(page, 2);
  const stages = page.getByRole('region', { name: 'One step in slow motion' }).getByRole('listitem').getByRole('button');
  await predict(page, 'That of G’s drawing', () => stages.nth(3).click(), /is \d.*, L.* \d/);
  const [lossReal, lossFake] = [(await playground.history('lossReal'))[0]!, (await playground.history('lossFake'))[0]!];
  await expect(strip(page)).toContainText(lossFake > lossReal ? 'You were right' : 'It turned out otherwise');
  await next(page);
  await stages.nth(6).click();
  await expect(strip(page)).toContainText('only the truth pulls');
  await next(page);
  await stages.nth(7).click();
  await expect(page.getByRole('region', { name: 'One step in slow motion', exact: true })).toContainText('∥Δθ');
  await next(page);
  await arrive(page, 5);
  await finish(playground);

  await openLesson(page, /is for/);
  await next(page);
  await arrive(page, 2);
  await predict(page, 'It hardly moves', () => playground.train(), /went from \d\S* to \d.* balance/);
  await next(page);
  await arrive(page, 3);
  await predict(
    page,
    'It rises',
    async () => {
      const gamma = page.locator('[data-lesson="balance controls"]').getByRole('textbox', { name: 'Balance' });
      await gamma.fill('1.5');
      await gamma.press('Enter');
    },
    /With γ = 1.5 the balance is \S*\d\. With γ = 0.5 the balance would be/,
  );
  await playground.pause();
  expect(await playground.accessibilityProblems()).toEqual([]);
  await next(page);
  await arrive(page, 4);
  await finish(playground);

  await openLesson(page, 'Does the adversary help?');
  await next(page);
  await arrive(page, 2);
  const twins = page.getByRole('region', { name: 'Does the adversary help?', exact: true });
  await predict(
    page,
    'There is hardly a difference',
    async () => {
      await twins.getByRole('combobox', { name: 'Steps' }).selectOption('80');
      await twins.getByRole('button', { name: 'Start the twins' }).click();
    },
    /was \d\S* with the adversary and \d\S* without/,
  );
  await next(page);
  await arrive(page, 3);
  const [adversarial, plain] = await twins
    .getByRole('row', { name: /^All joints/ })
    .getByRole('cell')
    .allInnerTexts();
  await expect(strip(page)).toContainText(`${adversarial} with the adversary, ${plain} without`);
  await next(page);
  await arrive(page, 4);
  await finish(playground);
});

test('by keyboard, in large type and on a narrow screen', async ({ playground }) => {
  const { page } = playground;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await playground.open({ ...toy, lesson: 'heatmap' });
  await arrive(page, 1);
  await strip(page).getByRole('button', { name: 'Large type' }).click();
  await arrive(page, 1);
  expect(await playground.accessibilityProblems()).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await arrive(page, 2);
  // The next stop has to be earned.
  await page.keyboard.press('ArrowRight');
  await arrive(page, 2);
  await page.keyboard.press('ArrowLeft');
  await arrive(page, 1);
  await page.keyboard.press('Escape');
  await expect(strip(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Lessons' })).toBeFocused();
});

test('a link to a lesson that does not exist says so', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, lesson: 'nothing' });
  await expect(page.getByText('the lesson “nothing”, which does not exist')).toBeVisible();
  await expect(page).not.toHaveURL(/lesson=/);
});
