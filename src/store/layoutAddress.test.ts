import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Config, defaultConfig, settingNames } from '../method/hyperparameters.ts';
import {
  allows,
  type ControlName,
  canLock,
  controlNames,
  controlState,
  isLimited,
  type Layout,
  openLayout,
  pageParts,
  plainText,
  textLimits,
  withControls,
} from './layout.ts';
import { readAddress, writeAddress } from './url.ts';

const views = ['duel', 'bout', 'ask', 'runs'];
const looked = { view: 'duel', joint: 'all', probe: 0, lesson: '' };
const read = (query: string) => readAddress(query, views);

/** Any text that the page would show, in any script. */
const words = (limit: number, hasLines: boolean) =>
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => plainText(plainText(text, hasLines).slice(0, limit), hasLines));

const layouts: fc.Arbitrary<Layout> = fc
  .record({
    title: words(textLimits.title, false),
    task: words(textLimits.task, true),
    states: fc.array(fc.constantFrom('shown' as const, 'locked' as const, 'hidden' as const), {
      minLength: controlNames.length,
      maxLength: controlNames.length,
    }),
    views: fc.subarray(views, { maxLength: views.length - 1 }),
  })
  .map(({ title, task, states, views }) =>
    controlNames.reduce((layout: Layout, name, i) => withControls(layout, [name], states[i]!), { ...openLayout, title, task, views }),
  );

test('what arranges a page is read back, in any script', () => {
  fc.assert(
    fc.property(layouts, words(textLimits.wanted, false), (layout, wanted) => {
      const query = writeAddress(defaultConfig, { ...looked, layout, wanted });
      expect(read(query)).toEqual({ config: defaultConfig, view: { ...looked, layout, wanted }, problems: [] });
    }),
  );
});

test('the longest link of ours is read back', () => {
  const all = withControls(withControls(openLayout, controlNames, 'hidden'), settingNames, 'locked');
  const layout = { ...all, title: '鬥'.repeat(textLimits.title), task: '鬥'.repeat(textLimits.task), views: views.slice(1) };
  const wanted = '鬥'.repeat(textLimits.wanted);
  expect(read(writeAddress(defaultConfig, { ...looked, layout, wanted })).view).toEqual({ ...looked, layout, wanted });
});

test('whatever an address says, the page has a layout that it knows, and says little', () => {
  const keys = fc.oneof(
    fc.constantFrom('title', 'task', 'hide', 'lock', 'views', 'data', 'view', 'joint', 'lesson', 'probe', 'gamma', '__proto__'),
    fc.string(),
  );
  const values = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 900 }),
    fc.constantFrom('<img src=x onerror=alert(1)>', '__proto__,constructor', 'gamma,gamma', ',,,', '\u202egnp.exe', '\u0000', '%'),
    fc.array(fc.constantFrom(...controlNames)).map((names) => names.join(',')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, values), { maxLength: 12 }), fc.string({ maxLength: 50 }), (pairs, tail) => {
      const { view, problems, config } = read(`?${new URLSearchParams(pairs)}${tail}`);
      const { title, task, hidden, locked } = view.layout;
      expect(title.length <= textLimits.title && task.length <= textLimits.task).toBe(true);
      expect(`${title}${task}${view.wanted}`).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect([...hidden, ...locked].every((name) => controlNames.includes(name)) && locked.every(canLock)).toBe(true);
      expect(new Set([...hidden, ...locked]).size, 'no control in both lists').toBe(hidden.length + locked.length);
      expect(views).toEqual(expect.arrayContaining([view.view, ...view.layout.views]));
      expect(Object.keys(config)).toEqual(settingNames);
      for (const { message } of problems) expect(message.length).toBeLessThan(400);
    }),
  );
});

test.each([
  ['hide=gamma,nothing', 'in “hide” “nothing”, which is no control to hide'],
  ['lock=charts', 'in “lock” “charts”, which is no control to lock'],
  ['views=duel,cellar', 'in “views” “cellar”, which is no view'],
  ['view=cellar', 'the view “cellar”, which does not exist'],
  ['gamma=1&gamma=2', 'says “gamma” twice'],
  [`title=${'x'.repeat(81)}`, 'a “title” of 81 letters; 80 are the most'],
  [`joint=${'x'.repeat(81)}`, 'a joint of 81 letters'],
  [`task=${'x'.repeat(12_000)}`, 'too long to be one of ours'],
])('problem %# of an address is told, and does no harm', (query, why) => {
  const { problems, view } = read(`?${query}&seed=5`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'bad-config', severity: 'note', message: expect.stringContaining(why) });
  expect([view.layout.title, view.layout.task, view.view, view.joint]).toEqual(['', '', 'duel', 'all']);
});

test('tags stay letters, and lines stay lines', () => {
  const { layout } = read(`?title=${encodeURIComponent('<b>\n x</b>')}&task=${encodeURIComponent('1\r\n2\t<script>')}`).view;
  expect([layout.title, layout.task]).toEqual(['<b> x</b>', '1\n2<script>']);
});

test('a control is shown, locked or hidden, and one thing at a time', () => {
  const states = (layout: Layout, ...names: ControlName[]) => names.map((name) => controlState(layout, name));
  const locked = withControls(openLayout, ['gamma', 'charts'], 'locked');
  expect(states(locked, 'gamma', 'charts', 'seed'), 'charts hold nothing to lock').toEqual(['locked', 'shown', 'shown']);
  const hidden = withControls(locked, ['gamma'], 'hidden');
  expect([hidden.hidden, hidden.locked, isLimited(hidden)]).toEqual([['gamma'], [], true]);
  expect(withControls(hidden, controlNames, 'shown')).toEqual(openLayout);
});

test('every setting can be locked and hidden, and no part of the page has the name of one', () => {
  expect(controlNames).toEqual(expect.arrayContaining([...settingNames, ...Object.keys(pageParts)]));
  expect(new Set(controlNames).size).toBe(settingNames.length + Object.keys(pageParts).length);
  expect(settingNames.every(canLock)).toBe(true);
});

test('what is locked or hidden keeps out the settings that would change it, and no others', () => {
  const pushed: Config = { ...defaultConfig, gamma: 0.05, preset: 'toy' };
  const limits: readonly (readonly [ControlName, 'locked' | 'hidden', boolean])[] = [
    ['gamma', 'locked', false],
    ['preset', 'hidden', false],
    ['lambdaG', 'hidden', true],
    ['charts', 'hidden', true],
  ];
  for (const [name, state, expected] of limits)
    expect(allows(withControls(openLayout, [name], state), defaultConfig, pushed), `${name} ${state}`).toBe(expected);
  expect(allows(withControls(openLayout, ['preset'], 'locked'), { ...defaultConfig, preset: 'toy' }, pushed)).toBe(true);
});
