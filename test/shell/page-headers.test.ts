import { expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS } from '../../src-main/shell/page-headers.ts';

test('the policy of the page is the agreed one, word for word', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; " +
      "worker-src 'self'; connect-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'",
  );
  expect(PAGE_HEADERS['Content-Security-Policy']).toBe(CONTENT_SECURITY_POLICY);
});

test('files are taken for what they are said to be', () => {
  expect(PAGE_HEADERS['X-Content-Type-Options']).toBe('nosniff');
});
