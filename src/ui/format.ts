const minus = '−';
const none = '–';
// Made once: `toLocaleString` makes one a call, and the axes of charts ask for many.
const thousands = new Intl.NumberFormat('en');

/** Three significant digits at most, short enough for a column: 0.031, 12.3, 1.2k, 3.1e−5. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return none;
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (size === 0) return '0';
  const text =
    size >= 1e9
      ? `${(size / 1e9).toPrecision(3)}G`
      : size >= 1e6
        ? `${(size / 1e6).toPrecision(3)}M`
        : size >= 1e4
          ? `${(size / 1e3).toPrecision(3)}k`
          : size >= 100
            ? size.toFixed(0)
            : size >= 10
              ? size.toFixed(1)
              : size >= 1
                ? size.toFixed(2)
                : size >= 0.001
                  ? size.toFixed(3)
                  : size.toExponential(1).replace('-', minus);
  return value < 0 ? minus + text : text;
}

/** A round number as it is written: 0.5, 1, 1e−4. */
export function tidy(value: number): string {
  return Math.abs(value) >= 1e4 ? short(value) : String(Number(value.toPrecision(3))).replace('-', minus);
}

/** With a fixed number of decimals, for a column. */
export function fixed(value: number | undefined, decimals: number): string {
  return value === undefined || Number.isNaN(value) ? none : value.toFixed(decimals).replace('-', minus);
}

/** A share as a percentage: 42.1 %. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? none : `${(100 * value).toFixed(1)} %`;
}

/** 1234 as 1,234. */
export function whole(value: number): string {
  return thousands.format(Math.round(value));
}

/** 1.4 MB, in steps of 1000. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** 0:07, 12:34, 1:02:03. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "left_wrist", "leftWrist" and "l.wrist" as words. */
export function jointWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[_\-\s.]+/)
    .map((word) => (word === 'l' ? 'left' : word === 'r' ? 'right' : word))
    .join(' ')
    .trim();
}
