import { expect, it } from 'vitest';
import { parseEndpoint } from '../../../src-main/engine/compose/endpoint.ts';

it.each([
  ['', 'no address'],
  ['ftp://h/', 'must begin with'],
  ['file:///etc/passwd', 'must begin with'],
  ['javascript:alert(1)', 'must begin with'],
  ['//h/path', 'must begin with'],
  ['h/path', 'must begin with'],
  ['http:h', 'has no host'],
  ['http:/h', 'has no host'],
  ['http:///h', 'has no host'],
  ['http://', 'has no host'],
  ['http://exa mple/', 'a space (U+0020)'],
  [' http://h/', 'a space'],
  ['http://h/ ', 'a space'],
  ['http://h/\r\nX: y', 'a carriage return'],
  ['http://h/\n', 'a line break'],
  ['http://h/\ta', 'a tab'],
  ['http://h/\0', 'a NUL'],
  ['http:\\\\h\\', 'cannot be sent'],
  ['http://user:pw@h/', 'user name or password'],
  ['http://user@h/', 'user name or password'],
  ['http://@h/', 'user name or password'],
  ['http://h:99999/', '“99999” is not a port'],
  ['http://h:-1/', '“-1” is not a port'],
  ['http://h:0/', 'Port 0'],
  ['http://[::1%25lo]/', 'not valid'],
  ['http://[::1/', 'not valid'],
  ['http://h/\ud800', 'half of a character'],
])('refuses %j', (raw, message) => {
  const reading = parseEndpoint(raw);
  expect(reading.ok).toBe(false);
  if (!reading.ok) expect(reading.message).toContain(message);
});

it.each([
  ['https://hooks.example.com/a/b?c=d', 'https://hooks.example.com/a/b?c=d', []],
  ['http://[::1]:8080/', 'http://[::1]:8080/', []],
  ['http://h', 'http://h/', []],
  ['HTTPS://Hooks.Example.COM/Path', 'https://hooks.example.com/Path', []],
  ['http://h/a#b', 'http://h/a', ['never sent']],
  ['http://127.1/', 'http://127.0.0.1/', ['127.0.0.1']],
  ['http://0x7f.1/', 'http://127.0.0.1/', ['127.0.0.1']],
  ['http://2130706433/', 'http://127.0.0.1/', ['127.0.0.1']],
  ['http://ⓛocalhost/', 'http://localhost/', ['localhost']],
  ['http://аpple.com/', 'http://xn--pple-43d.com/', ['xn--pple-43d.com']],
  ['http://h/a b'.replace(' ', '%20'), 'http://h/a%20b', []],
  ['http://h/@user?x=a@b', 'http://h/@user?x=a@b', []],
])('reads %j as %j', (raw, href, warnings) => {
  const reading = parseEndpoint(raw);
  expect(reading).toMatchObject({ ok: true });
  if (!reading.ok) return;
  expect(reading.endpoint.url.href).toBe(href);
  expect(reading.endpoint.warnings).toHaveLength(warnings.length);
  for (const [index, part] of warnings.entries()) expect(reading.endpoint.warnings[index]).toContain(part);
});

it.each([
  ['http://169.254.169.254/latest/meta-data', true],
  ['http://[fe80::1]/', true],
  ['http://[::ffff:169.254.1.1]/', true],
  ['http://metadata.google.internal/', true],
  ['http://100.100.100.200/', true],
  ['http://127.0.0.1/', false],
  ['http://10.0.0.1/', false],
  ['http://example.com/', false],
])('asks before sending to %s: %s', (raw, asks) => {
  const reading = parseEndpoint(raw);
  expect(reading.ok && reading.endpoint.needsConfirmation).toBe(asks);
});
