import type { Box } from './boxEdges.ts';
import { escaped, tag } from './svgText.ts';

/** What the page's styles may say of a drawing, and what it is where nobody says anything. */
const looks: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'vector-effect': 'none',
  opacity: '1',
};

const looksOfText: Readonly<Record<string, string>> = {
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
};

/** A drawing of the page as an `<svg>` for within another, at a place of its own: each element says its colours itself. */
export function drawingOf(drawing: SVGSVGElement, { x, y, width, height }: Box): string {
  const place = { x, y, width, height, viewBox: drawing.getAttribute('viewBox') ?? `0 0 ${width} ${height}` };
  const fits = drawing.getAttribute('preserveAspectRatio') ?? undefined;
  const overflow = getComputedStyle(drawing).overflow === 'visible' ? 'visible' : undefined;
  return tag('svg', { ...place, preserveAspectRatio: fits, overflow }, [...drawing.children].map(copyOf).join(''));
}

function copyOf(element: Element): string {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || element.tagName === 'title' || element.tagName === 'desc') return '';
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes)
    if (!(name in looks || name in looksOfText) && isOfShape(element, name)) attributes[name] = value;
  const isText = element.tagName === 'text' || element.tagName === 'tspan';
  for (const [name, usual] of Object.entries(isText ? { ...looks, ...looksOfText } : looks)) {
    const value = style.getPropertyValue(name);
    if (value !== usual) attributes[name] = value;
  }
  const content = [...element.childNodes].map((node) =>
    node instanceof Element ? copyOf(node) : node instanceof Text && isText ? escaped(node.data) : '',
  );
  return tag(element.tagName, attributes, content.join(''));
}

/** Of attributes, those that draw; a clip's name is kept, since it is referred to. */
function isOfShape(element: Element, name: string): boolean {
  if (name === 'id') return element.tagName === 'clipPath';
  return !/^(class|style|role|tabindex|focusable|name|orientation|xmlns)$|^(aria|data)-/.test(name);
}
