import { redrawn } from '../duel/drawings.ts';
import { type Box, edges } from './boxEdges.ts';
import { blobOf } from './canvasBlob.ts';
import { addressOf } from './dataAddress.ts';
import { drawingOf } from './drawingOf.ts';
import { embeddedFonts } from './embeddedFonts.ts';
import { escaped, gradientColours, linesOf, shows, tag, type Word } from './svgText.ts';

/** White all round, and the line below that says where the picture comes from; in pixels. */
const edge = 16;
const foot = 42;

/** A part of the page as a picture. */
export interface Picture {
  /** An SVG file that needs nothing but itself. */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureWords {
  readonly title: string;
  /** Lines below the picture: of which run, and when. */
  readonly source: readonly string[];
}

/** How many pixels of a PNG a CSS pixel takes: twice at least, and so many that small panels are a thousand wide. */
export function sharpness(width: number): number {
  return Math.max(2, Math.min(6, Math.ceil(1000 / width)));
}

/**
 * What an element of the page shows, as vectors: its boxes, its text, its drawings and its canvases, in the colours of the light theme,
 * since it goes onto white. What is marked with `data-picture="no"`, and fields to fill in, are left out.
 */
export async function takePicture(element: HTMLElement, { title, source }: PictureWords): Promise<Picture> {
  const { width: wide, height: high } = element.getBoundingClientRect();
  const [width, height] = [Math.ceil(wide) + 2 * edge, Math.ceil(high) + 2 * edge + foot];
  const page = new Page(element, sharpness(width));
  const body = inLight(element, () => page.draw());
  const words = [...element.querySelectorAll('[data-picture="words"]')].map(({ textContent }) => textContent).join('; ');
  const family = getComputedStyle(document.documentElement).fontFamily;
  const [images, fonts] = await Promise.all([page.images(), embeddedFonts(page.families)]);
  const svg = tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': family,
      style: 'font-variant-numeric: tabular-nums',
    },
    [
      tag('title', {}, escaped(title)),
      tag('desc', {}, escaped([words, ...source].filter(Boolean).join('. '))),
      fonts && tag('style', {}, escaped(fonts)),
      tag('rect', { width, height, fill: '#ffffff' }),
      tag(
        'g',
        { transform: `translate(${edge} ${edge})` },
        body.replaceAll(/href="image-(\d+)"/g, (_, i) => `href="${images[Number(i)]}"`),
      ),
      ...source.map((line, i) =>
        tag('text', { x: edge, y: height - foot + 10 + 15 * i, 'font-size': 10.5, fill: '#62686f' }, escaped(line)),
      ),
    ].join('\n'),
  );
  return { svg, width, height };
}

/** What `look` sees while the element has the colours of the light theme; nothing of it reaches the screen. */
function inLight<Value>(element: HTMLElement, look: () => Value): Value {
  if (element.closest<HTMLElement>('[data-theme]')?.dataset.theme === 'light') return look();
  const colour = element.style.color;
  element.dataset.still = '';
  element.dataset.theme = 'light';
  element.style.color = 'var(--ink)';
  try {
    return look();
  } finally {
    delete element.dataset.theme;
    element.style.color = colour;
    // Settled while nothing may move, so that no colour glides back.
    void getComputedStyle(element).color;
    delete element.dataset.still;
  }
}

/** Walks over a part of the page once and writes down what is there. */
class Page {
  /** The families of fonts in use. */
  readonly families = new Set<string>();
  readonly #root: HTMLElement;
  readonly #origin: DOMRect;
  readonly #scale: number;
  readonly #surface: string;
  readonly #ruler = document.createElement('canvas').getContext('2d')!;
  readonly #images: HTMLCanvasElement[] = [];
  #gradients = 0;

  constructor(root: HTMLElement, scale: number) {
    this.#root = root;
    this.#origin = root.getBoundingClientRect();
    this.#scale = scale;
    this.#surface = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  }

  draw(): string {
    return this.#element(this.#root);
  }

  /** The addresses of the canvases' contents, in order; each is made in a task of its own. */
  async images(): Promise<string[]> {
    const addresses: string[] = [];
    for (const canvas of this.#images) addresses.push(await addressOf(await blobOf(canvas)));
    return addresses;
  }

  #element(element: Element): string {
    if (element.getAttribute('data-picture') === 'no' || element.matches('input, select, textarea, progress, meter')) return '';
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return '';
    const box = element.getBoundingClientRect();
    const clips = element !== this.#root && style.overflow !== 'visible';
    // Text for those who listen.
    if (clips && (box.width <= 1 || box.height <= 1)) return '';
    const inner = this.#inner(element, style, box);
    const at = this.#at(box);
    const overflows = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    const seen = clips && overflows ? tag('svg', { ...at, viewBox: `${at.x} ${at.y} ${at.width} ${at.height}` }, inner) : inner;
    const all = (style.display === 'contents' ? '' : this.#box(style, at)) + seen;
    return Number(style.opacity) < 1 && all !== '' ? tag('g', { opacity: Number(style.opacity) }, all) : all;
  }

  #inner(element: Element, style: CSSStyleDeclaration, box: DOMRect): string {
    if (element instanceof HTMLCanvasElement || element instanceof HTMLImageElement || element instanceof HTMLVideoElement)
      return this.#image(element, style, box);
    if (element instanceof SVGSVGElement) return drawingOf(element, this.#at(box));
    return [...element.childNodes]
      .map((node) => (node instanceof Element ? this.#element(node) : node instanceof Text ? this.#text(node, style) : ''))
      .join('');
  }

  /** Ground and edges. */
  #box(style: CSSStyleDeclaration, at: Box): string {
    const radius = Number.parseFloat(style.borderTopLeftRadius) || undefined;
    const ramp = gradientColours(style.backgroundImage);
    const ground = shows(style.backgroundColor) ? tag('rect', { ...at, rx: radius, fill: style.backgroundColor }) : '';
    return ground + (ramp ? this.#ramp(ramp, at, radius) : '') + edges(style, at, radius);
  }

  #ramp(colours: readonly string[], at: Box, radius: number | undefined): string {
    const id = `ramp-${++this.#gradients}`;
    const stops = colours.map((colour, i) => tag('stop', { offset: i / (colours.length - 1), 'stop-color': colour }));
    return tag('linearGradient', { id }, stops.join('')) + tag('rect', { ...at, rx: radius, fill: `url(#${id})` });
  }

  #text(node: Text, style: CSSStyleDeclaration): string {
    const range = document.createRange();
    const words: Word[] = [];
    let height = 0;
    for (const { 0: text, index } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + text.length);
      const { left, right, top, height: high } = range.getBoundingClientRect();
      if (right > left) words.push({ text, left, right, top });
      height = high;
    }
    if (words.length === 0) return '';
    for (const family of style.fontFamily.split(',')) this.families.add(family.trim().replaceAll(/["']/g, ''));
    this.#ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = this.#ruler.measureText('x');
    const base = (height - ascent - descent) / 2 + ascent;
    const look = {
      fill: style.color,
      'font-family': style.fontFamily === getComputedStyle(document.documentElement).fontFamily ? undefined : style.fontFamily,
      'font-size': Number.parseFloat(style.fontSize),
      'font-weight': style.fontWeight === '400' ? undefined : style.fontWeight,
      'font-style': style.fontStyle === 'normal' ? undefined : style.fontStyle,
      'letter-spacing': style.letterSpacing === 'normal' ? undefined : style.letterSpacing,
    };
    return linesOf(words)
      .map(({ text, left, right, top }) => {
        const at = { x: left - this.#origin.left, y: top + base - this.#origin.top };
        // As wide as here, whatever font stands in for this one elsewhere.
        return tag('text', { ...at, ...look, textLength: right - left, lengthAdjust: 'spacingAndGlyphs' }, escaped(text));
      })
      .join('');
  }

  #image(source: HTMLCanvasElement | HTMLImageElement | HTMLVideoElement, style: CSSStyleDeclaration, box: DOMRect): string {
    const copy = document.createElement('canvas');
    const context = copy.getContext('2d')!;
    const own = source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : source;
    if (own.width === 0 || own.height === 0) return '';
    const redraw = source instanceof HTMLCanvasElement ? redrawn(source) : undefined;
    copy.width = redraw ? Math.round(box.width * this.#scale) : own.width;
    copy.height = redraw ? copy.width : own.height;
    // Drawings may be made for the ground that they have on the page.
    context.fillStyle = shows(style.backgroundColor) ? style.backgroundColor : this.#surface;
    context.fillRect(0, 0, copy.width, copy.height);
    if (redraw) redraw(context, copy.width);
    else context.drawImage(source, 0, 0, copy.width, copy.height);
    const rendering = style.imageRendering === 'auto' ? undefined : `image-rendering: ${style.imageRendering}`;
    return tag('image', { ...this.#at(box), preserveAspectRatio: 'none', style: rendering, href: `image-${this.#images.push(copy) - 1}` });
  }

  #at(box: DOMRect): Box {
    return { x: box.left - this.#origin.left, y: box.top - this.#origin.top, width: box.width, height: box.height };
  }
}
