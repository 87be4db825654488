type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of an SVG file; attributes that are undefined are left out, numbers have two decimals. */
export function tag(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}="${escaped(typeof value === 'number' ? String(Math.round(100 * value) / 100) : value)}"`,
  );
  const head = [name, ...written].join(' ');
  return content === '' ? `<${head}/>` : `<${head}>${content}</${name}>`;
}

/** Text as it may stand in an XML file: without its signs, and without characters that XML does not have. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not have
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** A word on the page, in CSS pixels. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Words that stand side by side in one line, as one piece of text. */
export function linesOf(words: readonly Word[]): Word[] {
  const lines: Word[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line && Math.abs(line.top - word.top) < 1 && word.left >= line.right - 1)
      lines[lines.length - 1] = { ...line, text: `${line.text} ${word.text}`, right: word.right };
    else lines.push(word);
  }
  return lines;
}

/** The colours of a computed `linear-gradient(90deg, …)`, from left to right at even distances; null for any other background. */
export function gradientColours(image: string): readonly string[] | null {
  const inside = /^linear-gradient\(90deg, (.*)\)$/.exec(image)?.[1];
  const colours = inside?.match(/(?:rgba?|color)\([^)]*\)/g);
  // With places of its own, a colour would have something behind it.
  return colours && colours.join(', ') === inside ? colours : null;
}

/** Whether a computed colour shows at all. */
export function shows(colour: string): boolean {
  return colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour);
}
