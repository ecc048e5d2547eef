import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../src-main/shell/command-line.ts';

const read = (switches: Record<string, string>) => readCommandLine((name) => switches[name] ?? '');

describe('the command line', () => {
  test('leaves everything as usual without switches', () => {
    expect(read({})).toEqual({ profile: null, capturePort: null });
  });

  test('names the profile and the first capture port', () => {
    expect(read({ 'user-data-dir': '/p', 'capture-port': '4591' })).toEqual({ profile: '/p', capturePort: 4591 });
  });

  test.each(['0', '65536', '-1', '80x', ' 80', '1e3', '999999'])('refuses %j as a port, with the bounds', (port) => {
    expect(() => read({ 'capture-port': port })).toThrow(/from 1 to 65535/);
  });
});
