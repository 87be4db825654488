import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isRecord } from './cocoRecords.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { readText } from './textFile.ts';

/** An element: attributes as texts, children by name. */
export type XmlNode = Readonly<Record<string, unknown>>;

/** The tree takes some ten times the text's memory. */
const longestXml = 150e6;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are what a small file grows large by; the five of XML itself are put back by `plain`.
  processEntities: false,
});

/** The root of a CVAT file for images. @throws DataError 'bad-annotation', 'too-large' */
export async function parseCvat(file: SourceFile): Promise<XmlNode> {
  const text = await readText(file, longestXml);
  const wrong = (problem: string, cure: string, place = '') => new DataError('bad-annotation', { file: file.path, place, problem, cure });
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw wrong('it has a DOCTYPE, which no export of CVAT has', 'Export it from CVAT again.');
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw wrong(`this is not whole XML (${msg})`, 'The file may be cut off: copy or export it again.', `line ${line}, column ${col}`);
  }
  let root: unknown;
  try {
    root = parser.parse(text).annotations;
  } catch (error) {
    throw wrong(
      `this is not XML as CVAT writes it (${error instanceof Error ? error.message : 'unreadable'})`,
      'Export it from CVAT again.',
    );
  }
  if (!isRecord(root)) throw wrong('there is nothing in <annotations>', 'Export the task again, with its annotations.');
  if (list(root, 'track').length > 0 && list(root, 'image').length === 0) {
    throw wrong('this is “CVAT for video”, with tracks', 'Export the task again as “CVAT for images 1.1”.');
  }
  return root;
}

/** The children of a name; one alone is no list in the tree. */
export function list(node: unknown, name: string): readonly XmlNode[] {
  const value = isRecord(node) ? node[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isRecord).map(plain);
}

/** The joints of the skeleton `title`, in its order, and its bones, from the labels of the task; empty where there are none. */
export function readCvatLabels(
  root: XmlNode,
  title: string,
): { readonly joints: readonly string[]; readonly limbs: readonly (readonly [string, string])[] } {
  const meta = list(root, 'meta')[0];
  const owners = ['task', 'job', 'project'].flatMap((owner) => list(meta, owner));
  const labels = owners.flatMap((owner) => list(list(owner, 'labels')[0], 'label'));
  const joints = labels.filter(({ parent }) => parent === title).flatMap(({ name }) => (typeof name === 'string' && name ? [name] : []));
  const drawing = labels.find(({ name, svg }) => name === title && typeof svg === 'string')?.svg as string | undefined;
  return { joints: new Set(joints).size === joints.length ? joints : [], limbs: drawing ? limbsOf(drawing) : [] };
}

/** The edges of a skeleton's drawing, which names nodes by number and their labels in circles. */
function limbsOf(drawing: string): (readonly [string, string])[] {
  const tags = drawing.slice(0, 200_000).match(/<(circle|line)\b[^>]*>/g) ?? [];
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  const names = new Map<string, string>();
  for (const tag of tags) {
    const [node, label] = [attribute(tag, 'data-node-id'), attribute(tag, 'data-label-name')];
    if (node && label) names.set(node, label);
  }
  return tags.flatMap((tag) => {
    const [from, to] = [names.get(attribute(tag, 'data-node-from') ?? ''), names.get(attribute(tag, 'data-node-to') ?? '')];
    return from && to ? [[from, to] as const] : [];
  });
}

/** With XML's own five entities put back in texts. */
function plain(node: XmlNode): XmlNode {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  const clear = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, typeof value === 'string' ? clear(value) : value]));
}
