import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { licenceOf, packageFolder } from './licencePlugin.ts';

const general = { MIT: 'Permission is hereby granted', 'Apache-2.0': 'Apache License' };

function packageOf(description: object, files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'poseduel-licence-'));
  for (const [name, text] of Object.entries({ ...files, 'package.json': JSON.stringify(description) }))
    writeFileSync(join(folder, name), text);
  return folder;
}

test.each([
  ['/a/node_modules/react/index.js', '/a/node_modules/react'],
  ['/a/node_modules/@zip.js/zip.js/lib/zip-core.js?v=1', '/a/node_modules/@zip.js/zip.js'],
  ['/a/node_modules/b/node_modules/c/index.js', '/a/node_modules/b/node_modules/c'],
  ['C:\\a\\node_modules\\react\\index.js', 'C:/a/node_modules/react'],
  ['/a/src/ui/main.tsx', null],
  ['\0rolldown/runtime.js', null],
])('%s is of %s', (id, folder) => expect(packageFolder(id)).toBe(folder));

test('the text is the package’s own, with its notice', () => {
  const folder = packageOf(
    { name: 'a', version: '1.0.0', license: 'Apache-2.0' },
    { 'LICENSE.md': 'mine\n', NOTICE: 'and thanks', 'licenses.js': '1' },
  );
  expect(licenceOf(folder, general)).toEqual({ name: 'a', version: '1.0.0', licence: 'Apache-2.0', text: 'mine\n\nand thanks' });
});

test('a package without a text has that of the licences that it names', () => {
  const both = packageOf({ name: 'a', version: '1.0.0', license: 'Apache-2.0 AND MIT', author: { name: 'Ada' } });
  expect(licenceOf(both, general).text).toBe('Copyright (c) Ada\n\nApache License\n\nPermission is hereby granted');
});

test('a package whose licence nobody knows breaks the build', () => {
  expect(() => licenceOf(packageOf({ name: 'a', version: '1.0.0', license: 'WTF' }), general)).toThrow('a 1.0.0 comes without the text');
  expect(() => licenceOf(packageOf({ name: 'a', version: '1.0.0' }), general)).toThrow('without the text');
});
