// `npm test`: every gate, fast ones first, up to the first that fails. `--only types,unit` runs some.
// Ends with the line `N passed, M failed`, which counts unit and end-to-end tests.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureChromium, noChromium } from './chromium.mjs';

/** The repository's folder. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const unitReport = 'test-results/unit.json';
const endToEndReport = 'test-results/e2e.json';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/**
 * A gate runs one script of a package in Node. A `live` one shows what it says at once, since it takes minutes; the others only when they fail.
 * @typedef {{ name: string, what: string, script: string, args: string[], live?: boolean, prepare?: () => void, count?: () => Counts }} Gate
 */

/** @type {readonly Gate[]} */
const gates = [
  { name: 'lint', what: 'format and lint', script: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'dead', what: 'dead code', script: 'knip/bin/knip.js', args: [] },
  { name: 'types', what: 'types', script: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'audit', what: 'safe dependencies', script: '../src/platform/node/audit.mjs', args: [], live: true },
  {
    name: 'unit',
    what: 'import rules and unit tests',
    script: 'vitest/vitest.mjs',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    prepare: () => rmSync(root + unitReport, { force: true }),
    count: () => {
      const report = readReport(unitReport);
      const { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo } = report;
      return { passed, failed, skipped: pending + todo };
    },
  },
  { name: 'build', what: 'build', script: 'vite/bin/vite.js', args: ['build'] },
  {
    name: 'e2e',
    what: 'end-to-end tests',
    script: '@playwright/test/cli.js',
    args: ['test', '-c', 'e2e/playwright.config.ts'],
    live: true,
    prepare: () => {
      rmSync(root + endToEndReport, { force: true });
      const chromium = ensureChromium();
      if (!chromium) throw new Error(noChromium);
      process.env.CHROMIUM_PATH = chromium;
    },
    count: () => {
      const { expected, unexpected, flaky, skipped } = readReport(endToEndReport).stats;
      return { passed: expected, failed: unexpected + flaky, skipped };
    },
  },
];

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
mkdirSync(`${root}test-results`, { recursive: true });
for (const gate of chosenGates()) {
  const good = await pass(gate);
  if (good) continue;
  // A gate that is no test, or that broke before it counted, fails once.
  total.failed ||= 1;
  break;
}
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** @returns {readonly Gate[]} */
function chosenGates() {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  if (only === undefined) return gates;
  const names = only.split(',');
  const unknown = names.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(`There is no gate ${unknown.join(', ')}; there are ${gates.map((gate) => gate.name).join(', ')}.`);
    process.exit(2);
  }
  return gates.filter((gate) => names.includes(gate.name));
}

/**
 * Runs a gate, adds what it counted to the total, and prints its line.
 * @param {Gate} gate
 */
async function pass(gate) {
  const start = performance.now();
  if (gate.live) console.log(`… ${gate.what}`);
  const { good, output } = await attempt(gate);
  const counts = gate.count && countIfThere(gate.count);
  if (counts) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (!good) console.log(output);
  console.log(`${good ? '✓' : '✗'} ${gate.what}, ${seconds} s${counts ? `, ${counts.passed} passed` : ''}`);
  return good && !counts?.failed;
}

/**
 * @param {Gate} gate
 * @returns {Promise<{ good: boolean, output: string }>}
 */
async function attempt(gate) {
  try {
    gate.prepare?.();
  } catch (error) {
    return { good: false, output: error instanceof Error ? error.message : String(error) };
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}node_modules/${gate.script}`, ...gate.args], {
      cwd: root,
      stdio: gate.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ good: false, output: error.message }));
    child.on('close', (code) => resolve({ good: code === 0, output }));
  });
}

/**
 * @param {() => Counts} count
 * @returns {Counts | undefined} undefined if the tests broke off before they counted
 */
function countIfThere(count) {
  try {
    return count();
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function readReport(file) {
  return JSON.parse(readFileSync(root + file, 'utf8'));
}
