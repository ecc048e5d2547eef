import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { layoutJson } from '../../../src-main/engine/template/index.ts';
import { findPythonDifferences } from '../../../src-main/engine/template/json-python.ts';

const differences = (text: string) => findPythonDifferences(text, 100).map(({ written, python }) => [written, python]);

describe('what Python writes otherwise', () => {
  it.each([
    ['1e5', '100000.0'],
    ['1E+2', '100.0'],
    ['1.50', '1.5'],
    ['1e16', '1e+16'],
    ['0.00001', '1e-05'],
    ['-0', '0'],
    ['1e400', 'Infinity'],
    ['"\\/"', '"/"'],
    ['"\\u00FC"', '"\\u00fc"'],
    ['"\\u0008"', '"\\b"'],
    ['"\\u0041"', '"A"'],
  ])('%s is %s', (written, python) => {
    expect(differences(`{"a": ${written}}`)).toEqual([[written, python]]);
  });

  it('is the last of repeated keys alone', () => {
    expect(findPythonDifferences('{"a": 1, "b": {"a": 2}, "a": 3}', 9)).toEqual([
      { offset: 1, written: '"a"', python: null },
    ]);
  });

  it('is nothing of what it keeps', () => {
    const same = '{"a": [1, -1, 0.5, 12345678901234567890, 1e+16, "\\u00fc\\n\\"", true, null], "b": {}}';
    expect(differences(same)).toEqual([]);
    expect(differences('not JSON')).toEqual([]);
  });

  it('is what json.dumps says, for numbers of every size', () => {
    const numbers = Array.from({ length: 400 }, (_, at) => `${(at * 7919) % 1000}.${at}e${(at % 60) - 30}`);
    const text = JSON.stringify(numbers).replaceAll('"', '');
    const script = 'import json,sys; print(json.dumps([json.dumps(each) for each in json.load(sys.stdin)]))';
    const python = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { input: text, encoding: 'utf8' }));
    const found = new Map(findPythonDifferences(text, 1000).map((each) => [each.written, each.python]));
    expect(numbers.map((number) => found.get(number) ?? number)).toEqual(python);
    expect(layoutJson(text, 'python').text).toBe(`[${numbers.join(', ')}]`);
  });
});
