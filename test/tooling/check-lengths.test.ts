import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../scripts/check-lengths.mjs');
const lines = (count: number): string => 'x;\n'.repeat(count);

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'lengths-'));
  spawnSync('git', ['init', '--quiet'], { cwd: project });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

describe('file lengths', () => {
  it('accepts 400 lines', () => {
    writeFileSync(join(project, 'a.ts'), lines(400));
    expect(check()).toEqual({ status: 0, stderr: '' });
  });

  it('refuses 401 lines and says which file', () => {
    writeFileSync(join(project, 'a.ts'), lines(401));
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toContain('a.ts: 401 lines');
  });

  it('accepts a longer file that gives its reason first', () => {
    writeFileSync(join(project, 'a.ts'), `// long: one table that is read as a whole\n${lines(500)}`);
    expect(check().status).toBe(0);
  });

  it('refuses a longer file whose reason is empty', () => {
    writeFileSync(join(project, 'a.ts'), `// long:\n${lines(500)}`);
    expect(check().status).toBe(1);
  });
});

function check(): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: project, encoding: 'utf8' });
  return { status, stderr };
}
