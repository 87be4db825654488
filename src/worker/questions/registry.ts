import { bringIn } from './bringIn.ts';
import { crops } from './crops.ts';
import { heldOut } from './heldOut.ts';
import { inspect } from './inspect.ts';
import { kept } from './kept.ts';
import { moment } from './moment.ts';
import { leaveOut, people } from './people.ts';
import { redraw } from './redraw.ts';
import { runOfFile } from './runOfFile.ts';
import { schedule } from './schedule.ts';
import { see } from './see.ts';
import { slowStep } from './slowStep.ts';
import { speed } from './speed.ts';
import { takeAway, waysOut } from './takeAway.ts';
import { twin } from './twin.ts';
import { forget, understand } from './understand.ts';

/** Questions about the run or its engine: each waits for its turn between two steps. */
export const queued = { understand, heldOut, inspect, slowStep, schedule, see, speed, takeAway, bringIn, twin, kept };

/** Quick questions that leave the engine as it is: they need not wait for the end of an evaluation. */
export const prompt = { redraw };

/** Questions that touch neither: answered while training goes on. */
export const free = { crops, forget, leaveOut, people, moment, runOfFile, waysOut };

type Questions = typeof queued & typeof prompt & typeof free;
export type QuestionKind = keyof Questions;
export type Ask<Kind extends QuestionKind> = Parameters<Questions[Kind]>[0];
export type Answer<Kind extends QuestionKind> = Awaited<ReturnType<Questions[Kind]>>;
