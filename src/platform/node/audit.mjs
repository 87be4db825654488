// Fails on a dependency that is known to be unsafe at the level of high or above. A registry that cannot be asked is told, and no failure.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { stdout, error } = spawnSync('npm', ['audit', '--json', '--audit-level=high', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 120_000,
});

/** What npm found; null when it could not ask. */
const found = parse(stdout)?.metadata?.vulnerabilities ?? null;
if (found === null) {
  console.log(`skipped: the registry does not tell what is unsafe (${error?.message ?? parse(stdout)?.message ?? 'no answer'})`);
} else {
  const grave = found.high + found.critical;
  console.log(`${grave} unsafe at the level of high or above, ${found.total} in all`);
  if (grave > 0) console.log('`npm audit` names them.');
  process.exitCode = grave > 0 ? 1 : 0;
}

/** @param {string | null} text */
function parse(text) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
