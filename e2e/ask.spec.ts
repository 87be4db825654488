import type { Page } from '@playwright/test';
import { jointComments, spearman } from '../src/method/comment.ts';
import { fixed, short } from '../src/ui/format.ts';
import { toy } from './duel.ts';
import { listen, ofAnswers, ofEvent } from './listen.ts';
import { expect, type Playground, test } from './playground.ts';

/** D's s_j from the last answer, [untouched, in question][J], computed anew. */
async function commentsHeard(page: Page, joints: number): Promise<number[][]> {
  const { maps, redrawn } = await ofAnswers(page, 'redraw', (heard) => {
    const { ask, answer } = heard.at(-1)!;
    return { maps: [...(ask.maps as Float32Array)], redrawn: [...(answer as Float32Array)] };
  });
  const side = Math.sqrt(maps.length / 2 / joints);
  const shape = { batch: 2, h: side, w: side, joints };
  const weights = new Float32Array(2 * joints).fill(1);
  const { comment } = jointComments(Float32Array.from(maps), Float32Array.from(redrawn), Float32Array.from(maps), weights, shape);
  return [[...comment.slice(0, joints)], [...comment.slice(joints)]];
}

/** How far D's drawings of the untouched maps and of those in question are apart, while a part of the picture is covered; −1 while none is. */
async function differenceHeard(page: Page): Promise<number> {
  return ofAnswers(page, 'redraw', (heard) => {
    const { ask, answer } = heard.at(-1)!;
    if ((ask.covers as unknown[][])[1]!.length === 0) return -1;
    const redrawn = answer as Float32Array;
    const half = redrawn.length / 2;
    return redrawn.subarray(0, half).reduce((sum, value, i) => sum + Math.abs(value - redrawn[half + i]!), 0);
  });
}

/** Of the people of a game, by what the engine said: D's error on the true and on the generated drawing, as a share of what was drawn. */
async function errorsHeard(page: Page): Promise<{ real: number; generated: number }[]> {
  return ofAnswers(page, 'heldOut', (heard) => {
    const { count, maps, comment } = heard.at(-1)!.answer as {
      count: number;
      maps: Record<'truth' | 'generated' | 'redrawnTruth' | 'redrawnGenerated', Float32Array>;
      comment: Float32Array;
    };
    const joints = comment.length / count;
    const each = maps.truth.length / count;
    return Array.from({ length: count }, (_, n) => {
      const part = (all: Float32Array) => all.subarray(n * each, (n + 1) * each);
      const drawn = Array.from({ length: joints }, (_, j) => part(maps.truth).some((value, i) => i % joints === j && value > 0));
      const share = (shown: Float32Array, redrawn: Float32Array) => {
        let [difference, energy] = [0, 0];
        shown.forEach((value, i) => {
          if (!drawn[i % joints]) return;
          difference += (value - redrawn[i]!) ** 2;
          energy += value ** 2;
        });
        return difference / energy;
      };
      return {
        real: share(part(maps.truth), part(maps.redrawnTruth)),
        generated: share(part(maps.generated), part(maps.redrawnGenerated)),
      };
    });
  });
}

/** The table's row of a joint: s before and now. */
async function rowOf(page: Page, joint: string): Promise<string> {
  return (await page.getByRole('row', { name: new RegExp(`^${joint}`) }).textContent())!.replace(/\s+/g, '');
}

async function train(playground: Playground, steps: number): Promise<void> {
  await playground.train();
  await playground.waitForSteps(steps);
  await playground.pause();
}

test('a dragged joint: D answers at once, and the table says what the engine said', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
  await playground.open({ ...toy, view: 'ask' });
  await train(playground, 40);
  const names = await page
    .locator('[data-spot]')
    .evaluateAll((spots) => spots.map((spot) => spot.getAttribute('aria-label')!.split(',')[0]!));
  const joint = names.indexOf('left elbow');
  const spot = page.getByRole('button', { name: /^left elbow, at/ });
  const shows = async () => {
    await expect
      .poll(async () => {
        const [before, now] = await commentsHeard(page, names.length);
        return (await rowOf(page, 'left elbow')).includes(`${before![joint]!.toFixed(3)}${now![joint]!.toFixed(3)}`);
      }, 'the table shows the answer')
      .toBe(true);
    return rowOf(page, 'left elbow');
  };
  const untouched = await shows();

  await spot.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(() => rowOf(page, 'left elbow')).not.toBe(untouched);
  const byKey = await shows();

  const at = (await spot.boundingBox())!;
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width / 2 + 60, at.y + at.height / 2 + 30, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => rowOf(page, 'left elbow')).not.toBe(byKey);
  await shows();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rowOf(page, 'left elbow')).toBe(byKey);
  await page.keyboard.press('Control+z');
  await expect.poll(() => rowOf(page, 'left elbow')).toBe(untouched);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => rowOf(page, 'left elbow')).toBe(byKey);

  await page.getByRole('button', { name: 'All joints absent' }).click();
  await expect.poll(() => rowOf(page, 'left elbow')).toContain('absent');
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect.poll(() => rowOf(page, 'left elbow')).toBe(untouched);

  // The same heatmaps over a picture of which a part is covered: another answer.
  await page.getByRole('button', { name: 'Cover', exact: true }).click();
  await spot.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => differenceHeard(page), 'D looks at the picture').toBeGreaterThan(0);
  await shows();
  expect(await playground.accessibilityProblems()).toEqual([]);
});

test('joint by joint: sorted by D’s objection, and a scatter of what the engine said', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
  await playground.open({ ...toy, view: 'joints' });
  await train(playground, 30);
  // What was looked at when the view was opened is drawn as well, from other weights.
  await expect.poll(() => ofAnswers(page, 'heldOut', (heard) => heard.length)).toBe(1);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect.poll(() => ofAnswers(page, 'heldOut', (heard) => heard.length)).toBe(2);
  const scatter = page.getByRole('img', { name: /^Objection against error/ });
  await expect.poll(async () => Number(await scatter.getAttribute('data-points'))).toBeGreaterThan(500);
  const seen = await ofAnswers(page, 'heldOut', (heard) => {
    const { comment, doubt, error } = heard.at(-1)!.answer as Record<'comment' | 'doubt' | 'error', Float32Array>;
    return { comment: [...comment], doubt: [...doubt], error: [...error] };
  });
  const labelled = seen.comment.filter((value, i) => !Number.isNaN(value) && !Number.isNaN(seen.error[i])).length;
  await expect.poll(async () => Number(await scatter.getAttribute('data-points'))).toBe(labelled);
  const honesty = page.getByRole('region', { name: 'Is D honest?' });
  await expect(honesty).toContainText(`D’s s ${fixed(spearman(seen.comment, seen.error), 2)}`);
  await expect(honesty).toContainText(`G’s doubt ${fixed(spearman(seen.doubt, seen.error), 2)}`);
  const walk = page.getByRole('slider', { name: /Walk through/ });
  const first = await walk.getAttribute('aria-valuetext');
  await walk.press('ArrowRight');
  await expect(walk).not.toHaveAttribute('aria-valuetext', first!);
  const objections = await page
    .getByRole('region', { name: 'Joint by joint' })
    .locator('tbody td:nth-child(3)')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));
  expect(objections).toEqual([...objections].sort((a, b) => b - a));
  const said = await ofEvent(page, 'preview', ({ preview }) => {
    const { comment, energyComment } = preview as Record<'comment' | 'energyComment', Float32Array>;
    return { s: [...comment], e: [...energyComment] };
  });
  const joints = await page.evaluate(() => window.poseduel.evaluation()!.pckByJoint.length);
  const worst = said.s.slice(0, joints).reduce((best, value, j) => (value > said.s[best]! ? j : best), 0);
  const cells = page.getByRole('region', { name: 'Joint by joint' }).locator('tbody tr').first().locator('td');
  await expect(cells.nth(1), 'the first picture’s worst joint').toHaveText(fixed(said.s[worst], 2));
  await expect(cells.nth(2)).toHaveText(fixed(said.e[worst], 3));
  await expect.poll(() => page.getByRole('region', { name: 'Losses joint by joint' }).locator('path[d^=M]').count()).toBeGreaterThan(20);
  expect(await playground.accessibilityProblems()).toEqual([]);
});

test('ten rounds against D, by key; both scores are kept with the step', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
  await playground.open({ ...toy, view: 'guess' });
  await page.getByRole('button', { name: 'Play ten rounds' }).click();
  await expect(page.getByRole('heading', { name: 'Round 1 of 10' })).toBeVisible();
  const errors = await errorsHeard(page);
  let [visitor, discriminator] = [0, 0];
  for (let round = 1; round <= 10; round++) {
    await expect(page.getByRole('heading', { name: `Round ${round} of 10` })).toBeVisible();
    await page.keyboard.press(round % 2 === 0 ? '1' : 'ArrowRight');
    await expect(page.getByText('Real: from the labels')).toHaveCount(1);
    const right = await page
      .locator('[data-right]')
      .evaluateAll((verdicts) => verdicts.map((verdict) => verdict.getAttribute('data-right')));
    const { real, generated } = errors[round - 1]!;
    for (const [drawing, error] of [
      ['Real: from the labels', real],
      ['Generated by G', generated],
    ] as const)
      await expect(page.getByRole('figure').filter({ hasText: drawing })).toContainText(`r = ${short(error)}`);
    expect(right[1], 'D takes for real what it redraws better').toBe(String(real <= generated));
    visitor += right[0] === 'true' ? 1 : 0;
    discriminator += right[1] === 'true' ? 1 : 0;
    await page.keyboard.press('Enter');
  }
  const scores = page.getByRole('region', { name: 'Scores' });
  await expect(scores.getByRole('row').nth(1)).toHaveText(new RegExp(`^0\\s*${visitor} of 10\\s*${discriminator} of 10$`));
  await expect(page.getByRole('button', { name: /^Rematch/ })).toBeVisible();
  expect(await playground.accessibilityProblems()).toEqual([]);
});
