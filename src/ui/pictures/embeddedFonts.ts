import { addressOf } from './dataAddress.ts';

/** `@font-face` rules that hold the page's own fonts of these families; '' where all are the system's. */
export async function embeddedFonts(families: ReadonlySet<string>): Promise<string> {
  const faces = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter(({ style }) => families.has(style.getPropertyValue('font-family').replaceAll(/["']/g, '')) && isLoaded(style));
  return (await Promise.all(faces.map(embedded))).join('\n');
}

/** Of a family's faces, those that the page has had need of. */
function isLoaded(style: CSSStyleDeclaration): boolean {
  const value = (name: string) => style.getPropertyValue(name).replaceAll(/["']/g, '');
  return [...document.fonts].some(
    ({ family, weight, style: slope, status }) =>
      status === 'loaded' &&
      family.replaceAll(/["']/g, '') === value('font-family') &&
      weight === value('font-weight') &&
      slope === value('font-style'),
  );
}

async function embedded(rule: CSSFontFaceRule): Promise<string> {
  // The first of a rule's sources is the smallest, woff2.
  const [, address] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src')) ?? [];
  if (address === undefined) return '';
  const absolute = new URL(address, rule.parentStyleSheet?.href ?? document.baseURI).href;
  const data = absolute.startsWith('data:') ? absolute : await addressOf(await (await fetch(absolute)).blob());
  const of = (name: string) => `${name}: ${rule.style.getPropertyValue(name)}`;
  return `@font-face { ${of('font-family')}; ${of('font-weight')}; ${of('font-style')}; src: url(${data}) format("woff2"); }`;
}
