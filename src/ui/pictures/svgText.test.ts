import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { escaped, gradientColours, linesOf, shows, tag } from './svgText.ts';

test('an element with its attributes, numbers to two decimals', () => {
  expect(tag('line', { x1: 1 / 3, y1: 2, stroke: '#0a5fa8', class: undefined })).toBe('<line x1="0.33" y1="2" stroke="#0a5fa8"/>');
  expect(tag('g', {}, '<path/>')).toBe('<g><path/></g>');
});

test('any text comes back from the file as it went in', () => {
  const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, parseTagValue: false, parseAttributeValue: false });
  const printable = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => escaped(text).length >= text.length && /\S/.test(text));
  const signs = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'k', ';'), minLength: 1 });
  fc.assert(
    fc.property(fc.oneof(printable, signs), (text) => {
      const file = tag('text', { fill: text }, escaped(text));
      expect(XMLValidator.validate(file)).toBe(true);
      const read = parser.parse(file).text;
      expect([read['#text'], read['@_fill']]).toEqual([text, text]);
    }),
  );
});

test('what XML does not have is left out', () => {
  expect(escaped('a\u0000b\u001bc & "d"')).toBe('abc &amp; &quot;d&quot;');
});

test('words of one line become one text; a new line and a step back begin another', () => {
  const at = (text: string, left: number, top: number) => ({ text, left, right: left + 10, top });
  expect(linesOf([at('D', 0, 5), at('objects', 14, 5.4), at('to', 0, 20), at('it', 12, 20), at('now', 3, 20)])).toEqual([
    { text: 'D objects', left: 0, right: 24, top: 5 },
    { text: 'to it', left: 0, right: 22, top: 20 },
    { text: 'now', left: 3, right: 13, top: 20 },
  ]);
});

test('a ramp from left to right gives its colours', () => {
  expect(gradientColours('linear-gradient(90deg, rgb(14, 16, 18), rgb(255, 160, 77), rgb(255, 255, 255))')).toEqual([
    'rgb(14, 16, 18)',
    'rgb(255, 160, 77)',
    'rgb(255, 255, 255)',
  ]);
  expect(gradientColours('linear-gradient(90deg, rgb(0, 0, 0) 20%, rgb(1, 1, 1) 0px)')).toBeNull();
  expect(gradientColours('none')).toBeNull();
});

test('transparent colours do not show', () => {
  expect(['transparent', 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0.5)', 'rgb(0, 0, 0)'].map(shows)).toEqual([false, false, true, true]);
});
