import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = ['tokens.css', 'code.css']
  .map((file) => readFileSync(resolve(import.meta.dirname, '../../../src-renderer/styles', file), 'utf8'))
  .join('\n');

type Theme = 'light' | 'dark';

function readTokens(theme: Theme): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const [, name, light, dark] of css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)) {
    tokens.set(name!, theme === 'light' ? light! : dark!);
  }
  return tokens;
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrastOf(one: string, other: string): number {
  const [dark, light] = [luminanceOf(one), luminanceOf(other)].sort((left, right) => left - right);
  return (light! + 0.05) / (dark! + 0.05);
}

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'active', 'selected'];
const texts = ['text', 'text-2', 'text-3'];
const hues = ['accent', 'sent', 'captured', 'success', 'warning', 'failure', 'unknown'];

const code = ['key', 'string', 'escape', 'number', 'literal', 'delimiter', 'template', 'keyword', 'value'];
const codeGrounds = ['surface', 'raised', 'sunken', 'selected', 'code-mark'];

const pairs: [text: string, ground: string][] = [
  ...code.flatMap((name) => codeGrounds.map((ground): [string, string] => [`code-${name}`, ground])),
  ['text', 'code-mark'],
  ...[...texts, ...hues].flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...hues.map((hue): [string, string] => [hue, `${hue}-soft`]),
  ...hues.map((hue): [string, string] => ['text', `${hue}-soft`]),
  ...hues.map((hue): [string, string] => ['text-2', `${hue}-soft`]),
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
  ['on-accent', 'failure-fill'],
];

function findWeakPairs(tokens: ReadonlyMap<string, string>, minimum: number): string[] {
  return pairs.flatMap(([text, ground]) => {
    const contrast = contrastOf(tokens.get(text)!, tokens.get(ground)!);
    return contrast < minimum ? [`${text} on ${ground}: ${contrast.toFixed(2)}`] : [];
  });
}

describe.each(['light', 'dark'] as const)('contrast in the %s theme', (theme) => {
  const tokens = readTokens(theme);

  it('is at least 4.5:1 for every text on every ground', () => {
    expect(findWeakPairs(tokens, 4.5)).toEqual([]);
  });

  it('is found too weak when one text fades into its ground', () => {
    const spoiled = new Map(tokens).set('text-3', tokens.get('border-strong')!);
    expect(findWeakPairs(spoiled, 4.5)).toContainEqual(expect.stringMatching(/^text-3 on surface/));
  });

  it('is at least 3:1 for the focus ring around every control', () => {
    const weak = grounds.filter((ground) => contrastOf(tokens.get('accent')!, tokens.get(ground)!) < 3);
    expect(weak).toEqual([]);
  });
});

describe('the measure itself', () => {
  it('gives 21 for black on white and 1 for a colour on itself', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastOf('#345cc5', '#345cc5')).toBe(1);
  });

  it('reads both values of every colour that is used', () => {
    const names = [...new Set(pairs.flat())];
    expect(names.filter((name) => !readTokens('light').has(name) || !readTokens('dark').has(name))).toEqual([]);
  });
});
