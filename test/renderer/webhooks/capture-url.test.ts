import { describe, expect, it } from 'vitest';
import { toCaptureUrl, toSlug } from '../../../src-renderer/features/webhooks/capture-url.ts';

describe('the path of a webhook at the capture server', () => {
  it('is its name in letters that every URL takes', () => {
    expect(toSlug('Signups to CRM')).toBe('signups-to-crm');
    expect(toSlug('  Größe: über 99 % -- now! ')).toBe('gro-e-uber-99-now');
  });

  it('falls back to the id for a name without such letters', () => {
    expect(toCaptureUrl('http://127.0.0.1:4590', 'example', '🔥🔥', 'wh-1')).toBe('http://127.0.0.1:4590/example/wh-1');
  });

  it('has one slash after the address, however that is written', () => {
    expect(toCaptureUrl('http://127.0.0.1:4590/', 'example', 'Pager', 'wh-1')).toBe(
      'http://127.0.0.1:4590/example/pager',
    );
  });
});
