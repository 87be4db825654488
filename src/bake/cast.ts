import type { Random } from '../pose/random.ts';
import { type Character, createCharacter } from './character.ts';
import type { Environment } from './environment.ts';
import { readHdri } from './environment.ts';
import { type Clip, mirrorPose, type Pose } from './motion.ts';
import { FLOORS, WALLS } from './patterns.ts';
import { FAMILIES, samplePose } from './poseSampler.ts';
import { CORE, type Sources } from './sources.ts';
import type { Wardrobe } from './wardrobe.ts';

export type Split = 'train' | 'val';

/** All that a split may draw from. The two splits share no character, outfit, clip, family of key poses, or background. */
export interface Cast {
  split: Split;
  characters: readonly Character[];
  outfits: { male: readonly string[]; female: readonly string[] };
  clips: readonly Clip[];
  families: readonly string[];
  photographs: readonly Environment[];
  walls: readonly string[];
  floors: readonly string[];
}

/** Held out for validation. */
const HELD_OUT = {
  outfits: ['male_casualsuit04', 'male_casualsuit06', 'female_casualsuit02'],
  families: ['reach', 'lunge'],
  photographs: ['city', 'lobby', 'sunset', 'workshop'],
  walls: ['brick', 'windows', 'tiles'],
  floors: ['checks', 'gravel'],
};

/** Every sixth clip goes to validation. */
const CLIP_STRIDE = 6;

const CHARACTERS = { train: 64, val: 20 };

export function createCast(split: Split, clips: readonly Clip[], wardrobe: Wardrobe, sources: Sources, random: Random): Cast {
  const mine = (name: string, held: readonly string[]): boolean => held.includes(name) === (split === 'val');
  const characters = Array.from({ length: CHARACTERS[split] }, (_, i) => {
    const name = `${split}-${String(i + 1).padStart(2, '0')}`;
    return createCharacter(name, i % 2 ? 'female' : 'male', wardrobe, random.fork(name));
  });
  const male = CORE.outfits.male.filter((name) => mine(name, HELD_OUT.outfits));
  return {
    split,
    characters,
    // Jeans and a shirt are anybody's clothes.
    outfits: {
      male,
      female: [...CORE.outfits.female.filter((name) => mine(name, HELD_OUT.outfits)), ...male.filter((name) => name.includes('casual'))],
    },
    clips: clips.filter((_, i) => (i % CLIP_STRIDE === 3) === (split === 'val')),
    families: Object.keys(FAMILIES).filter((name) => mine(name, HELD_OUT.families)),
    photographs: CORE.hdris.filter((name) => mine(name, HELD_OUT.photographs)).map((name) => readHdri(sources, name)),
    walls: Object.keys(WALLS).filter((name) => mine(name, HELD_OUT.walls)),
    floors: Object.keys(FLOORS).filter((name) => mine(name, HELD_OUT.floors)),
  };
}

/** A pose of real motion or of the sampler, mirrored half of the time. */
export function drawPose(cast: Cast, random: Random): { pose: Pose; clip: string; seat: boolean } {
  const sampled = cast.clips.length === 0 || random.uniform() < 0.3;
  const mirrored = random.int(2) === 1;
  const turn = (pose: Pose): Pose => (mirrored ? mirrorPose(pose) : pose);
  if (sampled) {
    const family = random.pick(cast.families);
    const { pose, seat } = samplePose(family, random);
    return { pose: turn(pose), clip: `sampler/${family}`, seat };
  }
  // All poses count alike, so long clips count more.
  let at = random.int(cast.clips.reduce((sum, clip) => sum + clip.poses.length, 0));
  for (const clip of cast.clips) {
    const pose = clip.poses[at];
    if (pose) return { pose: turn(pose), clip: clip.name, seat: false };
    at -= clip.poses.length;
  }
  throw new Error('drawPose: the clips hold no poses');
}
