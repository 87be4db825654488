// Finds a Chromium to test in. Plain JavaScript, since the gates call it without a loader.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Said when there is no Chromium and none can be installed. */
export const noChromium = `There is no Chromium to test in. One of these helps:
  npx playwright install chromium      downloads one of Playwright's own
  apt-get install chromium             on Debian; elsewhere with the system's package manager
  CHROMIUM_PATH=… npm test             uses the one at that path`;

/**
 * The path of a Chromium: the one named by the environment, the system's, or Playwright's own.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    // Whoever names one does not want another to be tested in silence.
    if (!runs(named)) throw new Error(`CHROMIUM_PATH is ${named}, but no Chromium runs from there.`);
    return named;
  }
  return systemPaths().find(runs) ?? playwrightPaths().find(runs);
}

/**
 * As `findChromium`, but installs one where that takes no questions: on Debian and its like, as root or with sudo.
 * @returns {string | undefined}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const can = process.platform === 'linux' && succeeds([...sudo, 'apt-get', '--version'], 'ignore');
  if (!can) return undefined;
  console.log('No Chromium found: installing one with apt-get.');
  const env = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive'];
  // The lists of a fresh machine are empty. If they cannot be fetched, those at hand may still do.
  succeeds([...env, 'apt-get', 'update', '-q'], 'inherit');
  succeeds([...env, 'apt-get', 'install', '-y', '-q', 'chromium'], 'inherit');
  return findChromium();
}

/** @returns {string[]} */
function systemPaths() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') {
    const homes = ['/Applications', join(process.env.HOME ?? '', 'Applications')];
    const apps = ['Chromium', 'Google Chrome'];
    return [...onPath, ...homes.flatMap((home) => apps.map((app) => join(home, `${app}.app/Contents/MacOS/${app}`)))];
  }
  if (process.platform === 'win32') {
    const homes = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      (home) => home !== undefined,
    );
    return homes.flatMap((home) => ['Chromium', 'Google\\Chrome'].map((app) => join(home, app, 'Application\\chrome.exe')));
  }
  return onPath;
}

/** @returns {string[]} */
function playwrightPaths() {
  try {
    // Not imported at the top: Playwright is missing where only the playground is installed.
    return [createRequire(import.meta.url)('playwright').chromium.executablePath()];
  } catch {
    return [];
  }
}

/**
 * Ubuntu's `chromium-browser` may be a script that only tells how to install one, so it is asked. On Windows that would open a window.
 * @param {string} path
 */
function runs(path) {
  return existsSync(path) && (process.platform === 'win32' || succeeds([path, '--version'], 'ignore'));
}

/**
 * @param {readonly string[]} command
 * @param {'inherit' | 'ignore'} stdio
 */
function succeeds([program = '', ...args], stdio) {
  return spawnSync(program, args, { stdio }).status === 0;
}
