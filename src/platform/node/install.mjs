// Installs what a command needs, if it is not there yet: `node install.mjs` what runs the playground,
// `--all` also what tests it. Plain JavaScript on Node alone, since it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean }} LockedPackage */

checkNode(process.versions.node);
const wanted = packagesOf('package-lock.json');
if (!wanted) fail('package-lock.json cannot be read.', 'Fetch it again with `git checkout package-lock.json`.');
// What npm itself notes after each install, whoever asked for it; missing when an install broke off.
const present = packagesOf('node_modules/.package-lock.json') ?? {};
// An install made for the tests is never cut down to what runs the playground.
const all = process.argv.includes('--all') || Object.values(present).some((entry) => entry.dev);
if (!isComplete(wanted, present, all)) install(all);

/**
 * The packages in one of npm's lock files, by folder; undefined if there is no such file.
 * @param {string} file relative to the root
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether each package is there in its locked version. Optional ones are left out: those of other platforms are never installed.
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} present
 * @param {boolean} all with what only the tests need
 */
function isComplete(wanted, present, all) {
  return Object.entries(wanted).every(([folder, { version, dev, devOptional, optional }]) => {
    if (folder === '' || optional || ((dev || devOptional) && !all)) return true;
    return present[folder]?.version === version;
  });
}

/** @param {boolean} all */
function install(all) {
  const start = performance.now();
  console.log(`Installing what the playground needs${all ? ', and its tests' : ''}. This is done once and takes a minute or so.`);
  const kind = all ? ['--include=dev'] : ['--omit=dev'];
  let result = npm(['ci', ...kind]);
  if (result.status !== 0 && result.stderr.includes('EUSAGE')) {
    console.log(
      'package-lock.json does not fit package.json: installing what package.json asks for, and bringing the lock file up to date.',
    );
    result = npm(['install', ...kind]);
  }
  if (result.error) fail(`npm could not be started: ${result.error.message}.`, 'It comes with Node: https://nodejs.org');
  if (result.status !== 0) failInstall(result.stderr);
  console.log(`Installed in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
}

/** @param {readonly string[]} args */
function npm(args) {
  // No package of ours needs its install script to work; the lock file shall fit any registry.
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
    '--omit-lockfile-registry-resolved',
  ];
  // Under `npm run` the running npm is used; by itself the one on the path, which on Windows is a script and needs a shell.
  const cli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
  const [program, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(program, [...first, ...args, ...flags], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: !cli && process.platform === 'win32',
  });
}

/**
 * @param {string} stderr what npm said
 * @returns {never}
 */
function failInstall(stderr) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|ENOTCACHED/.test(stderr))
    fail('The packages could not be downloaded: the package registry does not answer.', 'Check the network (or the proxy) and try again.');
  if (stderr.includes('ENOSPC')) fail('The disk is full.', 'The packages need about 800 MB.');
  // The address of somebody's registry is nothing to have in a log.
  fail('npm could not install the packages. It says:', stderr.replaceAll(/https?:\/\/[^\s/]+/g, '…').trim());
}

/**
 * vite runs on Node 20 from 20.19, and from 22.12.
 * @param {string} version
 */
function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const good = major === 20 ? minor >= 19 : major === 22 ? minor >= 12 : major > 22;
  if (!good)
    fail(`PoseDuel needs Node 20.19 or later of Node 20, or 22.12 or later; this is Node ${version}.`, 'Get one at https://nodejs.org');
}

/**
 * @param {string} problem
 * @param {string} cure
 * @returns {never}
 */
function fail(problem, cure) {
  console.error(`\n${problem}\n${cure}\n`);
  process.exit(1);
}
