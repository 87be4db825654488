import type { Random } from '../pose/random.ts';
import { cloud, FLOORS, type Pattern, WALLS } from './patterns.ts';
import { add, cross, normalize, scale, type Vec3 } from './rotation.ts';
import { type Surface, type Texture, vertexNormals } from './shade.ts';

const byte = (linear: number): number => Math.round(255 * Math.min(1, Math.max(0, linear)) ** (1 / 2.2));

/** A small picture of a pattern, `metres` a side. */
function paintTexture(pattern: Pattern, metres: number, random: Random): Texture {
  const size = 96;
  const pixels = new Uint8Array(size * size * 4);
  const tone = (): Vec3 => [random.uniform(0.06, 0.6), random.uniform(0.06, 0.5), random.uniform(0.05, 0.5)];
  const paint = { first: tone(), second: tone(), seed: random.int(1 << 20) };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [r, g, b] = pattern((x / size) * metres, (y / size) * metres, paint);
      pixels.set([byte(r), byte(g), byte(b), 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, pixels };
}

/** Quadrilaterals, each four corners in turn, each with the whole texture on it. */
function fromQuads(quads: readonly (readonly [Vec3, Vec3, Vec3, Vec3])[], texture: Texture): Surface {
  const positions = Float32Array.from(quads.flat(2));
  const triangles = Uint32Array.from(quads.flatMap((_, q) => [0, 1, 2, 0, 2, 3].map((k) => q * 4 + k)));
  const count = quads.length * 4;
  return {
    positions,
    normals: vertexNormals(positions, triangles),
    triangles,
    uvTriangles: triangles,
    uvs: Float32Array.from(quads.flatMap(() => [0, 0, 1, 0, 1, 1, 0, 1].map((v) => 0.01 + 0.98 * v))),
    texture,
    material: 'prop',
    recolours: [[1, 0, 0, 0, 1, 0, 0, 0, 1]],
    parts: new Uint8Array(count),
    person: -1,
    visibility: new Float32Array(count).fill(1),
  };
}

/** A box whose bottom centre is `foot`, turned by `yaw`; cut into tiles of about 30 cm so that light can change along it. */
export function createBox(foot: Vec3, width: number, height: number, deep: number, yaw: number, random: Random): Surface {
  const x: Vec3 = [Math.cos(yaw) * (width / 2), 0, -Math.sin(yaw) * (width / 2)];
  const z: Vec3 = [Math.sin(yaw) * (deep / 2), 0, Math.cos(yaw) * (deep / 2)];
  const y: Vec3 = [0, height / 2, 0];
  const middle = add(foot, y);
  const quads: [Vec3, Vec3, Vec3, Vec3][] = [];
  const face = (out: Vec3, side: Vec3, up: Vec3): void => {
    const nx = Math.max(1, Math.round((2 * Math.hypot(...side)) / 0.3));
    const ny = Math.max(1, Math.round((2 * Math.hypot(...up)) / 0.3));
    const corner = (i: number, j: number): Vec3 => add(add(middle, out), add(scale(side, (2 * i) / nx - 1), scale(up, (2 * j) / ny - 1)));
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) quads.push([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]);
  };
  face(z, x, y);
  face(scale(z, -1), scale(x, -1), y);
  face(x, scale(z, -1), y);
  face(scale(x, -1), z, y);
  face(y, x, scale(z, -1));
  const pattern = random.pick([FLOORS.planks, FLOORS.concrete, FLOORS.carpet, WALLS.stripes, WALLS.plaster, WALLS.panels]) as Pattern;
  return fromQuads(quads, paintTexture(pattern, 0.45, random));
}

/** A bush or pot plant: leaves as small cards about a ball. */
function createPlant(foot: Vec3, height: number, random: Random): Surface {
  const quads: [Vec3, Vec3, Vec3, Vec3][] = [];
  const radius = height * random.uniform(0.22, 0.36);
  for (let leaf = 0; leaf < 260; leaf++) {
    const out = normalize([random.normal(), random.normal() * 1.2, random.normal()]);
    const centre = add(add(foot, [0, height - radius * 1.3, 0]), [
      out[0] * radius * random.uniform(0.5, 1),
      out[1] * radius * 1.3 * random.uniform(0.5, 1),
      out[2] * radius * random.uniform(0.5, 1),
    ]);
    const along = scale(
      normalize(add(out, [random.normal() * 0.6, random.normal() * 0.6 - 0.3, random.normal() * 0.6])),
      random.uniform(0.06, 0.13),
    );
    const wide = scale(normalize(cross(along, [random.normal(), random.normal(), random.normal()])), random.uniform(0.018, 0.035));
    quads.push([add(centre, scale(along, -1)), add(centre, scale(wide, -1)), add(centre, along), add(centre, wide)]);
  }
  const size = 32;
  const pixels = new Uint8Array(size * size * 4);
  const tone: Vec3 = [random.uniform(0.03, 0.14), random.uniform(0.14, 0.3), random.uniform(0.02, 0.08)];
  for (let p = 0; p < size * size; p++) {
    const gain = 0.6 + 0.8 * cloud((p % size) / 5, p / size / 5, 3);
    pixels.set([byte(tone[0] * gain), byte(tone[1] * gain), byte(tone[2] * gain), 255], p * 4);
  }
  const leaves = fromQuads(quads, { width: size, height: size, pixels });
  return leaves;
}

/**
 * Something that stands between the camera and a limb: a crate, a counter, a pole, a board, a plant.
 * `eye` is the camera, `aim` the point it shall hide, metres; the thing stands on y = 0.
 */
export function createOccluder(eye: Vec3, aim: Vec3, random: Random): Surface[] {
  const share = random.uniform(0.55, 0.8); // of the way from the camera to the point
  const [dx, dz] = [aim[0] - eye[0], aim[2] - eye[2]];
  const distance = Math.hypot(dx, dz);
  const near = Math.min(distance - 0.55, distance * share); // never in the person
  const x = eye[0] + (dx / distance) * near;
  const z = eye[2] + (dz / distance) * near;
  // Height at which the ray to the point passes over that spot.
  const ray = Math.max(0.25, eye[1] + (aim[1] - eye[1]) * (near / distance));
  const yaw = Math.atan2(dx, dz) + random.normal() * 0.4;
  const foot: Vec3 = [x, 0, z];
  switch (random.pick(['crate', 'counter', 'pole', 'board', 'plant'] as const)) {
    case 'crate':
      return [createBox(foot, random.uniform(0.3, 0.55), Math.min(1, ray + 0.1), random.uniform(0.25, 0.45), yaw, random)];
    case 'counter':
      return [createBox(foot, random.uniform(0.9, 1.6), Math.min(0.85, ray), 0.35, yaw, random)];
    case 'pole':
      return [createBox(foot, random.uniform(0.05, 0.16), 3, random.uniform(0.05, 0.16), yaw, random)];
    case 'board': {
      const low = Math.max(0, ray - random.uniform(0.15, 0.3));
      const board = createBox([x, low, z], random.uniform(0.35, 0.6), random.uniform(0.3, 0.45), 0.03, yaw, random);
      return low > 0.1 ? [board, createBox(foot, 0.04, low, 0.04, yaw, random)] : [board];
    }
    case 'plant':
      return [
        createPlant(foot, Math.min(1.3, ray + 0.25), random),
        createBox(foot, 0.22, Math.max(0.12, Math.min(1.3, ray + 0.25) * 0.3), 0.22, yaw, random),
      ];
  }
}
