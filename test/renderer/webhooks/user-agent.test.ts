import { describe, expect, it } from 'vitest';
import { changeUserAgent, findUserAgent } from '../../../src-renderer/features/webhooks/user-agent.ts';

const other = { name: 'X-A', value: '1' };
const own = { name: 'user-agent', value: 'Mine/1' };

describe('the User-Agent among the headers of a webhook', () => {
  it('is found in any case', () => {
    expect(findUserAgent([other, own])).toBe(1);
    expect(findUserAgent([other])).toBe(-1);
  });

  it('is added where the default was sent, and removed by an empty value', () => {
    expect(changeUserAgent([other], 'Mine/2')).toEqual([{ name: 'User-Agent', value: 'Mine/2' }, other]);
    expect(changeUserAgent([other], '')).toEqual([{ name: 'User-Agent', value: '' }, other]);
  });

  it('keeps its place and the case of its name', () => {
    expect(changeUserAgent([other, own], 'Mine/2')).toEqual([other, { name: 'user-agent', value: 'Mine/2' }]);
  });

  it('is the default again without a header', () => {
    expect(changeUserAgent([other, own], null)).toEqual([other]);
    expect(changeUserAgent([other], null)).toEqual([other]);
  });
});
