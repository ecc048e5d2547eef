import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';

/** What is read of a `.http` file: method, address, headers and body, or the problem. */
function read(text: string) {
  return [...readSource([{ name: 'calls.http', bytes: Buffer.from(text) }], 'raw-http')].map((item) =>
    item.ok
      ? [item.request.method, item.request.url, item.request.headers, item.request.body.toString()]
      : [item.place, item.message],
  );
}

describe('a .http file with one request', () => {
  it('may begin with a comment of two words', () => {
    expect(read('# @no-redirect\n# @prompt x\nPOST http://a.example/\n\nb')).toEqual([
      ['POST', 'http://a.example/', [], 'b'],
    ]);
  });

  it('may have comments among its headers', () => {
    expect(read('GET http://a.example/\n# for the proxy\nX-B: 1\n// more\n')).toEqual([
      ['GET', 'http://a.example/', [['X-B', '1']], ''],
    ]);
  });

  it('may write its query in lines of their own', () => {
    expect(read('POST http://a.example/p\n  ?x=1\n  &y=2\nX-A: 1\n\nbody')).toEqual([
      ['POST', 'http://a.example/p?x=1&y=2', [['X-A', '1']], 'body'],
    ]);
  });

  it('keeps ### in a body that a comment follows, and no request', () => {
    expect(read('POST http://a.example/\n\n### Title\n# sub\ntext')).toEqual([
      ['POST', 'http://a.example/', [], '### Title\n# sub\ntext'],
    ]);
  });
});
