/**
 * The interpreter: all threads walk the same list of records. Within one they take tasks in whatever order they come (results do not
 * depend on it: no two tasks write the same place, and no sum crosses tasks); between two stands a barrier.
 */
import {
  atKind, atNext, atTasks, controlArrived, controlCount, controlPhase, controlProfile, controlProgram, controlRun, controlScratch,
  controlScratchBytes, controlSleepers, controlThreads, kindCompare, kindConcat, kindConv, kindDraw, kindFrozen, kindInputGradient, kindMask,
  kindMaxPool, kindMaxPoolGradient, kindMoments, kindNormGradient, kindNormSlopes, kindPack, kindRectify, kindRectifyGradient, kindResize,
  kindSample, kindScore, kindSeedDiscriminator, kindSeedGenerator, kindSlice, kindSum, kindUpdate, kindUpsample, kindUpsampleGradient,
  kindWeightGradient, recordBytes,
} from '../record';
import { draw, mask, sample } from './batch';
import { conv, inputGradient } from './convolution';
import { compare, score, seedDiscriminator, seedGenerator } from './losses';
import { frozen, moments } from './moments';
import { normGradient, normSlopes } from './normGradient';
import { pack } from './pack';
import { rectify, rectifyGradient } from './rectify';
import { concat, maxPool, maxPoolGradient, resize, slice, sum, upsample, upsampleGradient } from './resample';
import { update } from './update';
import { weightGradient } from './weightGradient';

@external('host', 'now')
declare function now(): f64;

/** Turns of a waiting loop before a thread sleeps: about 20 µs; most instructions are shorter. */
const patience = 8000;

/** Runs the program of the control block, on the calling thread and all that serve. */
export function run(): void {
  const threads = load<i32>(0, controlThreads);
  if (threads > 1) {
    atomic.add<i32>(0, 1, controlRun);
    atomic.notify(controlRun, threads);
  }
  execute(0, threads);
}

/** A helping thread: sleeps until there is a program, helps to run it, sleeps again. Returns when the program is 0. */
export function serve(thread: i32, seen: i32): void {
  while (true) {
    while (atomic.load<i32>(0, controlRun) == seen) atomic.wait<i32>(controlRun, seen, -1);
    seen = atomic.load<i32>(0, controlRun);
    if (load<i32>(0, controlProgram) == 0) return;
    execute(thread, load<i32>(0, controlThreads));
  }
}

// Adding a variable that changes from one instruction to the next (a running address of the profile, say) makes the baseline compiler of
// V8 11.3 (Node 20) lose one of them around the atomic addition: wrong kinds, or threads that wait for ever. Try with --liftoff-only.
function execute(thread: i32, threads: i32): void {
  const scratch = load<usize>(0, controlScratch) + <usize>thread * load<usize>(0, controlScratchBytes);
  const start = load<usize>(0, controlProgram);
  const end = start + <usize>(load<i32>(0, controlCount) * recordBytes);
  // One thread's clock is all's: they meet after every instruction.
  const profile = thread == 0 ? load<usize>(0, controlProfile) : 0;
  let before = profile ? now() : 0;
  for (let r = start; r < end; r += recordBytes) {
    const kind = load<i32>(r, atKind);
    const tasks = load<i32>(r, atTasks);
    while (true) {
      const task = atomic.add<i32>(r, 1, atNext);
      if (task >= tasks) break;
      perform(kind, r, task, scratch);
    }
    if (threads > 1) barrier(threads);
    if (profile) {
      const after = now();
      const at = profile + (((r - start) / recordBytes) << 3);
      store<f64>(at, load<f64>(at) + after - before);
      before = after;
    }
  }
}

function perform(kind: i32, r: usize, task: i32, scratch: usize): void {
  switch (kind) {
    case kindConv: conv(r, task, scratch); break;
    case kindInputGradient: inputGradient(r, task, scratch); break;
    case kindWeightGradient: weightGradient(r, task, scratch); break;
    case kindMoments: moments(r, task, scratch); break;
    case kindNormSlopes: normSlopes(r, task, scratch); break;
    case kindNormGradient: normGradient(r, task, scratch); break;
    case kindSample: sample(r, task, scratch); break;
    case kindDraw: draw(r, task, scratch); break;
    case kindMask: mask(r, task, scratch); break;
    case kindResize: resize(r, task, scratch); break;
    case kindConcat: concat(r, task, scratch); break;
    case kindRectify: rectify(r, task, scratch); break;
    case kindMaxPool: maxPool(r, task, scratch); break;
    case kindUpsample: upsample(r, task, scratch); break;
    case kindSum: sum(r, task, scratch); break;
    case kindFrozen: frozen(r, task, scratch); break;
    case kindCompare: compare(r, task, scratch); break;
    case kindScore: score(r, task, scratch); break;
    case kindSeedDiscriminator: seedDiscriminator(r, task, scratch); break;
    case kindSeedGenerator: seedGenerator(r, task, scratch); break;
    case kindRectifyGradient: rectifyGradient(r, task, scratch); break;
    case kindMaxPoolGradient: maxPoolGradient(r, task, scratch); break;
    case kindUpsampleGradient: upsampleGradient(r, task, scratch); break;
    case kindSlice: slice(r, task, scratch); break;
    case kindUpdate: update(r, task, scratch); break;
    case kindPack: pack(r, task, scratch); break;
    default: unreachable();
  }
}

/** Nobody goes on before all have come. The last to come wakes the others, if any has gone to sleep. */
function barrier(threads: i32): void {
  const phase = atomic.load<i32>(0, controlPhase);
  if (atomic.add<i32>(0, 1, controlArrived) == threads - 1) {
    atomic.store<i32>(0, 0, controlArrived);
    atomic.store<i32>(0, phase + 1, controlPhase);
    if (atomic.load<i32>(0, controlSleepers) > 0) atomic.notify(controlPhase, threads);
    return;
  }
  for (let i = 0; i < patience; i++) if (atomic.load<i32>(0, controlPhase) != phase) return;
  atomic.add<i32>(0, 1, controlSleepers);
  while (atomic.load<i32>(0, controlPhase) == phase) atomic.wait<i32>(controlPhase, phase, -1);
  atomic.sub<i32>(0, 1, controlSleepers);
}
