import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** What the files of a room may import from other rooms: for values, and for nothing but types. Of its own room each file may import all. */
interface Room {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** What crosses the worker's border; as types, which cost the page nothing. */
const border = ['worker/protocol.ts', 'worker/questions/registry.ts', 'train/events.ts', 'engine/engine.ts', 'data/dataset.ts'];

/**
 * The one-way order of the rooms. `a/` is all in a folder, `a/*` only the files directly in it, anything else one file.
 * Where several rows fit a file, the longest is its room.
 */
const rooms: Record<string, Room> = {
  'pose/': { values: [], types: [] },
  'method/': { values: ['pose/'], types: [] },
  'network/': { values: ['pose/'], types: [] },
  'engine/': { values: ['method/', 'network/', 'pose/'], types: [] },
  'data/': { values: ['pose/'], types: [] },
  // Not the executors in the engine's folders: nobody here knows which one runs.
  'train/': { values: ['data/', 'engine/*', 'method/', 'network/', 'pose/'], types: [] },
  'export/': { values: ['data/', 'engine/*', 'method/', 'network/', 'pose/', 'train/'], types: [] },
  'worker/': { values: ['data/', 'engine/*', 'export/', 'method/', 'network/', 'pose/', 'train/'], types: [] },
  'worker/trainer.worker.ts': { values: ['worker/', 'platform/browser/', 'data/', 'engine/', 'export/', 'train/', 'method/'], types: [] },
  // Runs in the page: what it imported would be in the page's bundle. It names the worker's file only to start it.
  'worker/client.ts': { values: ['worker/trainer.worker.ts'], types: ['worker/protocol.ts', 'worker/questions/registry.ts'] },
  'worker/protocol.ts': {
    values: [],
    types: ['worker/questions/registry.ts', 'data/', 'engine/engine.ts', 'method/', 'network/', 'pose/', 'train/'],
  },
  'platform/browser/': { values: ['data/', 'engine/', 'export/', 'method/', 'network/', 'pose/', 'train/', 'worker/'], types: [] },
  'platform/node/': { values: ['data/', 'engine/', 'export/', 'method/', 'network/', 'pose/', 'train/', 'worker/'], types: [] },
  'bake/': { values: ['pose/'], types: [] },
  'label/': { values: ['data/', 'pose/', 'platform/browser/privateFolder.ts'], types: [] },
  // Names the worker's file only to start it, as the client of the trainer does.
  'label/teacher.ts': { values: ['label/', 'pose/', 'platform/browser/teacher.worker.ts'], types: [] },
  'platform/browser/teacher.worker.ts': { values: [], types: ['label/teacher.ts'] },
  'store/': { values: ['worker/client.ts', 'method/', 'pose/'], types: border },
  'ui/': { values: ['label/', 'method/', 'network/', 'pose/', 'store/'], types: border },
  // Where page and worker are put together.
  'ui/main.tsx': { values: ['ui/', 'worker/client.ts', 'store/', 'method/', 'pose/'], types: border },
};

/** Tests, and what is written for them, import what they like. */
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

const mayUseNode = ['platform/node/', 'bake/'];
const mayUseTensorFlow = ['engine/tfjs/', 'engine/webgpu/', 'platform/', 'worker/'];
const mayUseTheBrowser = ['platform/browser/', 'label/', 'worker/trainer.worker.ts', 'worker/client.ts', 'store/url.ts', 'ui/'];
/** The rooms of the page's bundle, which holds neither TensorFlow.js nor an engine. */
const page = ['ui/', 'store/'];

const browserGlobals = new Set(
  `window document navigator self location history localStorage sessionStorage indexedDB caches matchMedia
  requestAnimationFrame cancelAnimationFrame requestIdleCallback addEventListener postMessage alert
  OffscreenCanvas createImageBitmap Image ImageData ImageBitmap FileReader Worker
  ResizeObserver IntersectionObserver MutationObserver HTMLElement HTMLCanvasElement HTMLImageElement`.split(/\s+/),
);

interface Import {
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The file below `src`; undefined for packages. */
  readonly file: string | undefined;
  /** `address`: of a file to be loaded by its own, as a worker's. */
  readonly kind: 'value' | 'type' | 'address';
}

interface Source {
  /** Below `src`. */
  readonly file: string;
  readonly imports: readonly Import[];
  /** Global names of the browser that it uses, and `Math.random`, each with its line. */
  readonly globals: readonly { readonly name: string; readonly line: number }[];
}

const sources = filesIn('src', /\.tsx?$/).map((file) => readSource(file));
const shipped = sources.filter(({ file }) => !isTest(file));

describe('every import', () => {
  const imports = shipped.flatMap(({ file, imports }) => imports.map((each) => ({ from: file, ...each })));
  const where = (each: (typeof imports)[number]) => `${each.from}:${each.line} imports ${each.specifier} (${each.kind})`;
  const inside = imports.flatMap((each) => (each.file === undefined ? [] : [{ ...each, file: each.file }]));

  test('keeps to the table of rooms', () => {
    expect(inside.filter((each) => !isAllowed(each)).map(where)).toEqual([]);
  });

  test('is of no test', () => {
    expect(inside.filter(({ file }) => isTest(file)).map(where)).toEqual([]);
  });

  test('of Node is in platform/node and bake alone', () => {
    expect(imports.filter((each) => each.specifier.startsWith('node:') && !fitsOne(mayUseNode, each.from)).map(where)).toEqual([]);
  });

  test('of TensorFlow.js is in an engine that runs on it, the platform or the worker', () => {
    expect(imports.filter((each) => isTensorFlow(each) && !fitsOne(mayUseTensorFlow, each.from)).map(where)).toEqual([]);
  });

  test('of the page leads to neither TensorFlow.js nor an engine', () => {
    const byFile = new Map(shipped.map((source) => [source.file, source]));
    // The way to each file that the page's bundle holds.
    const ways = new Map(shipped.filter(({ file }) => fitsOne(page, file)).map(({ file }) => [file, file]));
    const found: string[] = [];
    for (const [file, way] of ways) {
      if (fits('engine/', file)) found.push(way);
      for (const each of byFile.get(file)?.imports ?? []) {
        if (each.kind !== 'value') continue;
        if (isTensorFlow(each)) found.push(`${way} → ${each.specifier}`);
        // A map that grows while it is walked is walked to its new end.
        if (each.file !== undefined && !ways.has(each.file)) ways.set(each.file, `${way} → ${each.file}`);
      }
    }
    expect(found).toEqual([]);
  });
});

describe('every source', () => {
  test('is in a room', () => {
    expect(shipped.filter(({ file }) => roomOf(file) === undefined).map(({ file }) => file)).toEqual([]);
  });

  test('leaves the browser to the rooms at its side', () => {
    const strangers = shipped.filter(({ file }) => !fitsOne(mayUseTheBrowser, file));
    const uses = strangers.flatMap(({ file, globals }) => globals.map(({ name, line }) => `${file}:${line} uses ${name}`));
    expect(uses.filter((use) => !use.endsWith('Math.random'))).toEqual([]);
  });

  test('takes its random numbers from a seed', () => {
    const random = sources.flatMap(({ file, globals }) => globals.map(({ name, line }) => `${file}:${line} uses ${name}`));
    expect(random.filter((use) => use.endsWith('Math.random'))).toEqual([]);
  });

  const texts = ['src', 'e2e'].flatMap((folder) =>
    filesIn(folder, /\.(tsx?|mjs|css|wgsl)$/).map((file) => ({
      file: `${folder}/${file}`,
      text: readFileSync(`${folder}/${file}`, 'utf8'),
    })),
  );

  test('has at most 300 lines', () => {
    const lengths = texts.map(({ file, text }) => ({ file, lines: text.trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  test('has a name that says what is in it', () => {
    expect(texts.map(({ file }) => file).filter((file) => /\/(utils?|helpers?|types?|common|index)\.[^/]*$/.test(file))).toEqual([]);
  });

  test('knows no path of one machine', () => {
    // In parts, or it would find itself.
    const path = new RegExp(`['"\`\\s(]/(${['home', 'work', 'root', 'Users'].join('|')})/`);
    expect(texts.filter(({ text }) => path.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

/** All files below a folder, relative to it, with `/` between folders. */
function filesIn(folder: string, name: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => name.test(file)).sort();
}

function fits(pattern: string, file: string): boolean {
  if (pattern.endsWith('/')) return file.startsWith(pattern);
  if (pattern.endsWith('/*')) return posix.dirname(file) === pattern.slice(0, -2);
  return file === pattern;
}

function fitsOne(patterns: readonly string[], file: string): boolean {
  return patterns.some((pattern) => fits(pattern, file));
}

function roomOf(file: string): (Room & { pattern: string }) | undefined {
  const patterns = Object.keys(rooms).filter((pattern) => fits(pattern, file));
  const pattern = patterns.sort((a, b) => b.length - a.length)[0];
  return pattern === undefined ? undefined : { pattern, ...rooms[pattern]! };
}

function isAllowed({ from, file, kind }: { from: string; file: string; kind: Import['kind'] }): boolean {
  const room = roomOf(from);
  if (!room) return false;
  return fitsOne([room.pattern, ...room.values, ...(kind === 'type' ? room.types : [])], file);
}

function isTensorFlow({ specifier, kind }: Import): boolean {
  return kind !== 'type' && specifier.startsWith('@tensorflow/');
}

function readSource(file: string): Source {
  const tree = ts.createSourceFile(file, readFileSync(`src/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const names: { name: string; line: number }[] = [];
  const declared = new Set<string>();
  const lineOf = (node: ts.Node) => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const add = (kind: Import['kind'], address: ts.Node | undefined) => {
    if (!address || !ts.isStringLiteralLike(address)) return;
    const inside = address.text.startsWith('.');
    const path = posix.join(posix.dirname(file), address.text.replace(/\?.*$/, ''));
    imports.push({ line: lineOf(address), specifier: address.text, file: inside ? path : undefined, kind });
  };
  const visit = (node: ts.Node): void => {
    // `import { type A }` still loads the file: only `import type` does not.
    if (ts.isImportDeclaration(node)) add(node.importClause?.isTypeOnly ? 'type' : 'value', node.moduleSpecifier);
    if (ts.isExportDeclaration(node)) add(node.isTypeOnly ? 'type' : 'value', node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add('value', node.arguments[0]);
    if (ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.[1]?.getText() === 'import.meta.url')
      add('address', node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add('type', node.argument.literal);
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') names.push({ name: 'Math.random', line: lineOf(node) });
    if (ts.isIdentifier(node)) noteName(node);
    ts.forEachChild(node, visit);
  };
  const noteName = (node: ts.Identifier): void => {
    const { parent } = node;
    if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent)) return;
    // A property's name is no global's, except of `globalThis`.
    if ('propertyName' in parent && parent.propertyName === node) return;
    if ('name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent)) {
      if (!ts.isPropertyAccessExpression(parent)) {
        if (!ts.isClassElement(parent) && !ts.isTypeElement(parent) && !ts.isPropertyAssignment(parent)) declared.add(node.text);
        return;
      }
      if (parent.expression.getText() !== 'globalThis') return;
    }
    if (browserGlobals.has(node.text)) names.push({ name: node.text, line: lineOf(node) });
  };
  visit(tree);
  return { file, imports, globals: names.filter(({ name }) => !declared.has(name)) };
}
