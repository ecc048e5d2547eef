import { expect, it } from 'vitest';
import { splitUrl } from '../../src-main/engine/split-url.ts';

it.each([
  ['https://a.example/in?a=1', 'a.example', '/in?a=1'],
  ['http://127.0.0.1:8080/', '127.0.0.1:8080', '/'],
  ['http://[::1]:8080/x/..//y', '[::1]:8080', '/x/..//y'],
  ['https://a.example', 'a.example', '/'],
  ['https://a.example?b', 'a.example', '/?b'],
  ['https://••••••••@a.example/in?api_key=••••••••&u=http://b/', 'a.example', '/in?api_key=••••••••&u=http://b/'],
])('splits %s', (url, host, target) => {
  expect(splitUrl(url)).toEqual({ host, target });
});
