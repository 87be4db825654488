/** The numbers that are told, logged and kept of every step, in this order: what the trainer sends, the page charts and files hold. */
export const recordNames = [
  'lossMse',
  'lossReal',
  'lossFake',
  'kT',
  'lambdaG',
  'gamma',
  'peak',
  'energy',
  'milliseconds',
  'waited',
] as const;

export type RecordName = (typeof recordNames)[number];
