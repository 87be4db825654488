import { readdirSync } from 'node:fs';
import { type BaseMesh, type Mesh, readBaseMesh, readMesh } from './meshJson.ts';
import { type Morphs, openMorphs } from './morphs.ts';
import type { Texture } from './shade.ts';
import type { Sources } from './sources.ts';

type Shelf = 'clothes' | 'hair' | 'eyes';

/** A garment as the package holds it, with its picture. */
interface Piece {
  name: string;
  mesh: Mesh;
  texture: Texture;
  /** [T] connected parts of the mesh (shirt, trousers), numbered from the largest; small ones count with the next large one. */
  regions: Uint8Array;
  /** Mean height of each region at rest, decimetres from the middle of the body. */
  regionHeights: readonly number[];
}

/** Everything a person can be made of; files are read when they are first wanted. */
export interface Wardrobe {
  base: BaseMesh;
  /** The base mesh's triangles without MakeHuman's invisible helpers. */
  bodyTriangles: Uint32Array;
  bodyUvTriangles: Uint32Array;
  morphs: Morphs;
  piece(shelf: Shelf, name: string, picture?: string): Promise<Piece>;
  /** `variant` chooses among the pictures of one skin. */
  skin(name: string, variant: number): Promise<Texture>;
}

/** Union–find over the triangles; then every part below a twelfth of the mesh joins the large part nearest in height. */
export function connectedRegions(mesh: Mesh): { regions: Uint8Array; regionHeights: number[] } {
  const parent = Uint32Array.from({ length: mesh.vertices.length / 3 }, (_, v) => v);
  const find = (v: number): number => {
    let root = v;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[v] !== root) [v, parent[v]] = [parent[v]!, root];
    return root;
  };
  const { triangles, vertices } = mesh;
  for (let t = 0; t < triangles.length; t += 3) {
    parent[find(triangles[t]!)] = find(triangles[t + 1]!);
    parent[find(triangles[t + 1]!)] = find(triangles[t + 2]!);
  }
  const size = new Map<number, number>();
  const height = new Map<number, number>();
  const total = triangles.length / 3;
  for (let t = 0; t < triangles.length; t += 3) {
    const root = find(triangles[t]!);
    size.set(root, (size.get(root) ?? 0) + 1);
    height.set(root, (height.get(root) ?? 0) + vertices[triangles[t]! * 3 + 1]!);
  }
  const mean = (root: number): number => height.get(root)! / size.get(root)!;
  const sorted = [...size.keys()].sort((a, b) => size.get(b)! - size.get(a)! || a - b);
  const large = sorted.filter((root, i) => i === 0 || size.get(root)! > total / 12).slice(0, 4);
  const nearest = (root: number): number =>
    large.reduce((best, other, i) => (Math.abs(mean(other) - mean(root)) < Math.abs(mean(large[best]!) - mean(root)) ? i : best), 0);
  const number = new Map(sorted.map((root) => [root, large.includes(root) ? large.indexOf(root) : nearest(root)]));
  return { regions: Uint8Array.from({ length: total }, (_, t) => number.get(find(triangles[t * 3]!))!), regionHeights: large.map(mean) };
}

export function openWardrobe(sources: Sources): Wardrobe {
  const data = (path: string): string => sources.makehuman(`public/data/${path}`);
  const base = readBaseMesh(data('models/human_full_size.json'));
  const keep = (from: Uint32Array): Uint32Array => from.filter((_, i) => base.materialNames[base.materials[Math.floor(i / 3)]!] === 'body');
  const textures = new Map<string, Promise<Texture>>();
  const texture = (path: string): Promise<Texture> => {
    const open = async (): Promise<Texture> => {
      const { data: pixels, info } = await sources.sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, pixels };
    };
    if (!textures.has(path)) textures.set(path, open());
    return textures.get(path)!;
  };
  const meshes = new Map<string, Mesh & { regions: Uint8Array; regionHeights: number[] }>();
  return {
    base,
    bodyTriangles: keep(base.triangles),
    bodyUvTriangles: keep(base.uvTriangles),
    morphs: openMorphs(sources.makehuman('src/json/targets/target-list.json'), data('targets/targets.bin')),
    async piece(shelf, name, picture) {
      const folder = data(`proxies/${shelf}/${name}`);
      let mesh = meshes.get(folder);
      if (!mesh) {
        const read = readMesh(`${folder}/${name}.json`);
        mesh = { ...read, ...connectedRegions(read) };
        meshes.set(folder, mesh);
      }
      const file = picture ? `textures/${picture}` : mesh.textures[0];
      if (!file) throw new Error(`wardrobe: ${name} has no colour texture`);
      return { name, mesh, texture: await texture(`${folder}/${file}`), regions: mesh.regions, regionHeights: mesh.regionHeights };
    },
    skin(name, variant) {
      const folder = data(`skins/${name}/textures`);
      // Some folders hold variants, and one with a suit painted on, which is not skin.
      const files = readdirSync(folder).filter((entry) => /skinned_.*diffuse\d?\.png$/.test(entry));
      const file = files.sort()[variant % Math.max(1, files.length)];
      if (!file) throw new Error(`wardrobe: skin ${name} has no picture`);
      return texture(`${folder}/${file}`);
    },
  };
}
