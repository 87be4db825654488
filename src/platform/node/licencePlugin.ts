import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

/** A package of which something is in the built page. */
interface Licence {
  readonly name: string;
  readonly version: string;
  /** As the package calls it, e.g. "MIT". */
  readonly licence: string;
  readonly text: string;
}

const fileName = 'licences.json';

/** Packages whose files are copied or compiled into the page, or which write code of their own into it. */
const besides = ['@vladmandic/human', 'assemblyscript', 'vite'];

/** The folder of the package that a module is of; null for our own and for those that a tool makes up. */
export function packageFolder(moduleId: string): string | null {
  const path = moduleId.replaceAll('\\', '/').replace(/\?.*$/, '');
  return path.startsWith('\0') ? null : (/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null);
}

/**
 * @param general the texts that stand for a licence whose package brings none, by name
 * @throws Error when there is no text to show: such a package cannot be shipped
 */
export function licenceOf(folder: string, general: Readonly<Record<string, string>>): Licence {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = String(license ?? '');
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  const own = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const holder = author ? `Copyright (c) ${typeof author === 'string' ? author : author.name}\n\n` : '';
  const named = names.split(/ AND | OR |[()]/).flatMap((each) => general[each.trim()] ?? []);
  const text = own.length > 0 ? own.join('\n\n') : named.length > 0 ? holder + named.join('\n\n') : '';
  if (text === '') throw new Error(`${name} ${version} comes without the text of its licence, “${names}”.`);
  return { name, version, licence: names.startsWith('SEE ') ? 'see its text' : names, text };
}

/** Lists the licences of all packages that end up in the built page, in a file that the page loads when it is asked for. */
export function licencePlugin(): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set<string>();
  let config: ResolvedConfig;
  const inPackages = (name: string) => join(config.root, 'node_modules', name);
  const list = (all: Iterable<string>) => {
    const mit = readFileSync(join(config.root, 'LICENSE'), 'utf8');
    const general = {
      MIT: mit.slice(mit.indexOf('Permission is hereby granted')).trim(),
      'Apache-2.0': readFileSync(join(inPackages('assemblyscript'), 'LICENSE'), 'utf8').trim(),
    };
    const licences = [...new Set([...all, ...besides.map(inPackages)])].map((folder) => licenceOf(folder, general));
    return JSON.stringify(licences.sort((a, b) => a.name.localeCompare(b.name, 'en')));
  };
  const collect = (moduleIds: readonly string[]) => {
    for (const id of moduleIds) {
      const folder = packageFolder(id);
      if (folder) folders.add(folder);
    }
  };
  const collected = (bundle: object) => {
    for (const file of Object.values(bundle)) if (file.type === 'chunk') collect(file.moduleIds);
  };
  return {
    page: {
      name: 'poseduel-licences',
      configResolved(resolved) {
        config = resolved;
      },
      // In development nothing is bundled: the packages that the project names.
      configureServer(server) {
        server.middlewares.use((request, response, next) => {
          if (!request.url?.split('?')[0]?.endsWith(`/${fileName}`)) return next();
          const { dependencies } = JSON.parse(readFileSync(join(config.root, 'package.json'), 'utf8'));
          response.setHeader('Content-Type', 'application/json');
          response.end(list(Object.keys(dependencies).map(inPackages)));
        });
      },
      generateBundle(_, bundle) {
        collected(bundle);
        this.emitFile({ type: 'asset', fileName, source: list(folders) });
      },
    },
    // Workers are bundled on their own, before the page.
    worker: () => ({ name: 'poseduel-licences-worker', generateBundle: (_, bundle) => collected(bundle) }),
  };
}
