/**
 * An instruction as wasm reads it: a record of 32-bit words at the byte offsets below, the same for every kind. Operands are addresses in
 * bytes. This file is compiled twice, by TypeScript for the encoder and by AssemblyScript for the kernels; so it holds integers only.
 */
/** What to do: one of the kinds below. */
export const atKind = 0;
/** Tasks that threads may take in any order. */
export const atTasks = 4;
/** The next task to take; threads count it up atomically. */
export const atNext = 8;
/** Main operand. */
export const atX = 12;
/** Second operand: dy of a gradient, b of a concat, Ĉ of a loss. */
export const atY = 16;
/** Third operand: the answers of D, the gradient that comes from D. */
export const atZ = 20;
/** [n, 4, pitch], or 0. */
export const atCoefficients = 24;
/** First addend, or 0. */
export const atAddend0 = 28;
/** Second addend, or 0. */
export const atAddend1 = 32;
/** Result. */
export const atOut = 36;
/** Row sums, or 0. */
export const atSums = 40;
/** Pictures. */
export const atN = 44;
/** Rows of x. */
export const atH = 48;
/** Columns of x. */
export const atW = 52;
/** Padded channels of x. */
export const atPitch = 56;
/** Rows of out. */
export const atOutH = 60;
/** Columns of out. */
export const atOutW = 64;
/** Padded channels of out. */
export const atOutPitch = 68;
/** Side of a convolution kernel. */
export const atKernel = 72;
/** Of a convolution; factor of a resize. */
export const atStride = 76;
/** Rows of out that a task computes. */
export const atRows = 80;
/** Tasks a picture. */
export const atStrips = 84;
/** Packed panels; of `pack`: where they go. */
export const atWeights = 88;
/** Of `pack`: panels for the input gradient, or 0. */
export const atTransposed = 92;
/** Padded bias. */
export const atBias = 96;
/** Parameters as they lie in the arena: weights, or gain. */
export const atParameter0 = 100;
/** Bias, or shift. */
export const atParameter1 = 104;
/** Channels without padding. */
export const atCin = 108;
/** Channels without padding. */
export const atCout = 112;
/** Rows of the gradient arena. */
export const atSlices = 116;
/** Gradient of parameter0 in the first slice. */
export const atGradient0 = 120;
/** Gradient of parameter1 in the first slice. */
export const atGradient1 = 124;
/** From one slice to the next. */
export const atSliceBytes = 128;
/** Batches among the pictures: 2 where D sees true and generated maps. */
export const atShares = 132;
/** Running statistics of the first share. */
export const atStatistics0 = 136;
/** Running statistics of the second share. */
export const atStatistics1 = 140;
/** Channels of a group; 0 in batch mode. */
export const atGroupSize = 144;
/** First picture, or first channel. */
export const atFrom = 148;
/** Block of `live` scalars. */
export const atLive = 152;
/** Block of metrics. */
export const atMetrics = 156;
/** Optimiser state, or weights of joints. */
export const atState = 160;
/** A number that the kind explains. */
export const atOption = 164;
/** Float32. */
export const atNumber0 = 168;
/** Float32. */
export const atNumber1 = 172;
/** Float32. */
export const atNumber2 = 176;

export const recordBytes = 256;

/** Kinds. */
export const kindSample = 0;
export const kindDraw = 1;
export const kindMask = 2;
export const kindResize = 3;
export const kindConcat = 4;
export const kindConv = 5;
export const kindRectify = 6;
export const kindMaxPool = 7;
export const kindUpsample = 8;
export const kindSum = 9;
export const kindMoments = 10;
export const kindFrozen = 11;
export const kindCompare = 12;
export const kindScore = 13;
export const kindSeedDiscriminator = 14;
export const kindSeedGenerator = 15;
export const kindWeightGradient = 16;
export const kindInputGradient = 17;
export const kindRectifyGradient = 18;
export const kindNormSlopes = 19;
export const kindNormGradient = 20;
export const kindMaxPoolGradient = 21;
export const kindUpsampleGradient = 22;
export const kindSlice = 23;
export const kindUpdate = 24;
export const kindPack = 25;

/** The control block, at the start of memory: how the threads of a run find each other. Words far apart, so that they share no cache line. */
export const controlArrived = 64;
export const controlPhase = 128;
export const controlSleepers = 192;
export const controlRun = 256;
export const controlProgram = 320;
export const controlCount = 324;
export const controlThreads = 328;
export const controlScratch = 332;
export const controlScratchBytes = 336;
/** Address of float64 milliseconds by instruction, or 0 where nobody measures. */
export const controlProfile = 340;
export const controlBytes = 1024;
