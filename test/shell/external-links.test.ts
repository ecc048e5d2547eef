import { describe, expect, test } from 'vitest';
import { toDocumentationUrl } from '../../src-main/shell/external-links.ts';

describe('the browser is given', () => {
  test.each([
    'https://gridscale.io/en/',
    'https://docs.callgoose.com/x?y=1#z',
    'https://docs.zenskar.com/',
    'https://cloud.casesolved.co.uk/',
  ])('%s, a page of one of the services', (url) => {
    expect(toDocumentationUrl(url)).toBe(url);
  });

  test.each([
    'http://docs.zenskar.com/',
    'https://example.com/',
    'https://zenskar.com.example/',
    'https://evilzenskar.com/',
    'https://docs.zenskar.com:8443/',
    'https://user@docs.zenskar.com/',
    'https://docs.zenskar.com@example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://zenskar.com/share',
    'vscode://zenskar.com/',
    '//docs.zenskar.com/',
    'docs.zenskar.com',
    '',
  ])('never %j', (url) => {
    expect(toDocumentationUrl(url)).toBeNull();
  });
});
