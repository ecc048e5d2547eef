import { describe, expect, it } from 'vitest';
import { isExcepted, readEnvironment } from '../../../src-main/engine/proxy/environment.ts';
import { ProxyError } from '../../../src-main/engine/proxy/proxy-route.ts';
import { readSystemAnswer } from '../../../src-main/engine/proxy/system-answer.ts';

const read = (environment: Record<string, string>, url: string) => {
  const proxy = readEnvironment(environment, new URL(url));
  return proxy && `${proxy.hostname} ${proxy.port}${proxy.login ? ` ${proxy.login.user}/${proxy.login.password}` : ''}`;
};

describe('the environment names a proxy', () => {
  it.each<[Record<string, string>, string, string | null]>([
    [{}, 'http://a.example/', null],
    [{ HTTP_PROXY: 'http://p:3128' }, 'http://a.example/', 'p 3128'],
    [{ http_proxy: 'http://p:3128' }, 'http://a.example/', 'p 3128'],
    [{ http_proxy: 'http://low:1', HTTP_PROXY: 'http://up:2' }, 'http://a.example/', 'low 1'],
    [{ http_proxy: '', HTTP_PROXY: 'http://up:2' }, 'http://a.example/', 'up 2'],
    [{ HTTP_PROXY: 'http://p:3128' }, 'https://a.example/', null],
    [{ https_proxy: 'http://p:3128' }, 'https://a.example/', 'p 3128'],
    [{ ALL_PROXY: 'p:8080' }, 'https://a.example/', 'p 8080'],
    [{ all_proxy: 'http://all:1', https_proxy: 'http://one:2' }, 'https://a.example/', 'one 2'],
    [{ http_proxy: 'proxy.example' }, 'http://a.example/', 'proxy.example 80'],
    [{ http_proxy: 'http://[2001:db8::1]:3128/' }, 'http://a.example/', '2001:db8::1 3128'],
    [{ http_proxy: 'http://ada:p%40ss@p:3128' }, 'http://a.example/', 'p 3128 ada/p@ss'],
    [{ http_proxy: 'http://ada:50%@p:3128' }, 'http://a.example/', 'p 3128 ada/50%'],
    [{ http_proxy: 'http://p:3128', NO_PROXY: 'a.example' }, 'http://a.example/', null],
    [{ http_proxy: 'http://p:3128', no_proxy: 'b.example', NO_PROXY: '*' }, 'http://a.example/', 'p 3128'],
  ])('%j, for %s: %s', (environment, url, expected) => {
    expect(read(environment, url)).toBe(expected);
  });

  it.each([
    ['socks5://ada:secret@p:1080', /http_proxy names a proxy of the scheme socks5:\/\/, and only http/],
    ['https://ada:secret@p:1080', /scheme https:\/\//],
    ['http://ada:secret@p:port', /http_proxy does not hold the address of a proxy/],
  ])('%s is refused, and its password is not shown', (value, words) => {
    expect(() => read({ http_proxy: value }, 'http://a.example/')).toThrowError(words);
    expect(() => read({ http_proxy: value }, 'http://a.example/')).not.toThrowError(/secret/);
  });
});

describe('NO_PROXY', () => {
  it.each<[string, string, boolean]>([
    ['', 'http://a.example/', false],
    ['*', 'http://a.example/', true],
    ['a.example', 'http://a.example/', true],
    ['a.example', 'http://b.a.example/', true],
    ['a.example', 'http://ba.example/', false],
    ['.a.example', 'http://b.a.example/', true],
    ['.a.example', 'http://a.example/', true],
    ['*.a.example', 'http://b.a.example/', true],
    ['*.a.example', 'http://ba.example/', false],
    ['A.Example', 'http://a.EXAMPLE./', true],
    ['a.example.', 'http://a.example/', true],
    ['x, y  a.example', 'http://a.example/', true],
    ['a.example:8080', 'http://a.example:8080/', true],
    ['a.example:8080', 'http://a.example/', false],
    ['a.example:443', 'https://a.example/', true],
    ['a.example:80', 'http://b.a.example/', true],
    ['*:8080', 'http://a.example:8080/', true],
    ['*:8080', 'http://a.example/', false],
    ['.', 'http://a.example/', false],
    [',', 'http://a.example/', false],
    ['10.0.0.1', 'http://10.0.0.1/', true],
    ['10.0.0.1', 'http://10.0.0.10/', false],
    ['0.0.1', 'http://10.0.0.1/', false],
    ['10.0.0.0/8', 'http://10.200.3.4/', true],
    ['10.0.0.0/8', 'http://11.0.0.1/', false],
    ['10.0.0.0/8:8080', 'http://10.1.1.1:8080/', true],
    ['10.0.0.0/33', 'http://10.0.0.0/', false],
    ['10.0.0.0/x', 'http://10.0.0.0/', false],
    ['2001:db8::1', 'http://[2001:db8::1]/', true],
    ['[2001:db8::1]', 'http://[2001:db8:0::1]/', true],
    ['[2001:db8::1]:8080', 'http://[2001:db8::1]/', false],
    ['[2001:db8::1]:8080', 'http://[2001:db8::1]:8080/', true],
    ['2001:db8::/32', 'http://[2001:db8:9::9]/', true],
    ['2001:db8::/32', 'http://10.0.0.1/', false],
  ])('%j excepts %s: %s', (noProxy, url, expected) => {
    expect(isExcepted(noProxy, new URL(url))).toBe(expected);
  });
});

describe('what the system answers', () => {
  it.each<[string, string | null]>([
    ['DIRECT', null],
    ['', null],
    ['PROXY p.example:3128', 'p.example 3128'],
    ['PROXY p.example:3128; DIRECT', 'p.example 3128'],
    ['proxy p.example:80;PROXY q:1', 'p.example 80'],
    ['HTTP [2001:db8::1]:3128', '2001:db8::1 3128'],
    ['DIRECT; PROXY p:1', null],
    ['SOCKS5 s:1080; PROXY p:1; DIRECT', 'p 1'],
  ])('%j: %s', (answer, expected) => {
    const proxy = readSystemAnswer(answer);
    expect(proxy && `${proxy.hostname} ${proxy.port}`).toBe(expected);
  });

  it.each(['SOCKS5 s.example:1080', 'SOCKS s.example:1080; DIRECT', 'HTTPS s.example:443'])(
    '%j is not supported, and never goes without it in silence',
    (answer) => {
      expect(() => readSystemAnswer(answer)).toThrowError(ProxyError);
      expect(() => readSystemAnswer(answer)).toThrowError(/s\.example/);
    },
  );
});
