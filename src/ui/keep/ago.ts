const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in words: "just now", "1 minute ago", "3 days ago". Both in milliseconds. */
export function ago(then: number, now: number): string {
  const unit = units.find(([, length]) => now - then >= length);
  if (!unit) return 'just now';
  const count = Math.floor((now - then) / unit[1]);
  return `${count} ${unit[0]}${count === 1 ? '' : 's'} ago`;
}
