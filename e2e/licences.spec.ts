import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from './playground.ts';

/** The packages that the sources of the page and its workers name; those of development and of tests aside. */
function namedPackages(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const shipped = files.filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.|[tT]esting\.ts|^platform\/node\/|^bake\/|\/build\/|\/kernels\//.test(file),
  );
  const imported = /^(?!import type|export type).*\bfrom '([@\w][^']*)';$|^import '([@\w][^']*)';|import\('([@\w][^']*)'\)/gm;
  const specifiers = shipped.flatMap((file) => [...readFileSync(`src/${file}`, 'utf8').matchAll(imported)]);
  const names = specifiers.map(([, from, aside, lazily]) => /^(?:@[^/]+\/)?[^/]+/.exec((from ?? aside ?? lazily)!)![0]);
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  return [...new Set(names)].filter((name) => Object.hasOwn(dependencies, name)).sort();
}

test('whose code is in the page, and on which terms', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ preset: 'toy' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('button', { name: 'Help and keys' }).click();
  await page.getByRole('button', { name: 'About and licences' }).click();
  const dialog = page.getByRole('dialog', { name: 'About and licences' });
  const react = dialog.getByRole('listitem').filter({ hasText: /^react \d/ });
  await react.getByText(/^react/).click();
  await expect(react).toContainText('Permission is hereby granted');
  expect(
    asked.filter((path) => path.endsWith('/licences.json')),
    'loaded when it is asked for',
  ).toHaveLength(1);
  expect(await playground.accessibilityProblems()).toEqual([]);

  const list: { name: string; licence: string; text: string }[] = await (await page.request.get('./licences.json')).json();
  const listed = list.map(({ name }) => name);
  expect(listed).toEqual(expect.arrayContaining(['react', '@tensorflow/tfjs-core', '@zip.js/zip.js', 'recharts', '@vladmandic/human']));
  expect(namedPackages().length).toBeGreaterThan(10);
  expect(namedPackages().filter((name) => !listed.includes(name))).toEqual([]);
  expect(list.filter(({ licence, text }) => licence === '' || text.length < 100)).toEqual([]);
});
