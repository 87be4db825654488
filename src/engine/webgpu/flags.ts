/** WebGPU's usage flags by value: engines also run in Node, where the globals of a browser are missing. */
export const usage = { mapRead: 0x1, copySource: 0x4, copyTarget: 0x8, uniform: 0x40, storage: 0x80 } as const;
export const mapRead = 0x1;
export const computeStage = 0x4;
/** What a binding's offset must be a multiple of, in bytes. */
export const bindingAlignment = 256;
