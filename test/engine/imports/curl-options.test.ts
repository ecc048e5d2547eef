import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findLongOption, findShortOption } from '../../../src-main/engine/imports/shell/curl-options.ts';

const help = execFileSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const listed = [...help.matchAll(/^ (?:-(\S), | {4})--(\S+)( [[<]\S*)?/gm)];

it('knows every option that cURL lists, by its letter too, and which of them have a value', () => {
  expect(listed.length).toBeGreaterThan(200);
  const wrong = listed.flatMap(([, letter, name = '', value]) => {
    const option = findLongOption(name);
    const long = letter === undefined ? name : findShortOption(letter);
    const isRight = long === name && option !== null && option.hasValue === (value !== undefined && name !== 'help');
    return isRight ? [] : [`${name} ${JSON.stringify(option)} ${long}`];
  });
  expect(wrong).toEqual([]);
});

it('takes the beginning of one option alone, and `no-` before one without a value', () => {
  expect(findLongOption('data-r')?.name).toBe('data-raw');
  expect(findLongOption('dat')).toBeNull();
  expect(findLongOption('no-location')).toMatchObject({ name: 'location', isOff: true });
  expect(findLongOption('no-data')).toBeNull();
});
