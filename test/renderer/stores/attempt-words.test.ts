import { describe, expect, it } from 'vitest';
import { describeAnswer } from '../../../src-renderer/stores/attempt-words.ts';

describe('the answer to an attempt', () => {
  it('is its status, where that says all', () => {
    expect(describeAnswer(200, null)).toBe('200');
    expect(describeAnswer(500, 'status')).toBe('500');
  });

  it('says what went wrong behind a status that would mislead', () => {
    expect(describeAnswer(200, 'deadline')).toBe('200 timed out');
    expect(describeAnswer(200, 'truncated')).toBe('200 answer cut short');
    expect(describeAnswer(301, 'redirect')).toBe('301 redirect');
  });

  it('is what went wrong, where there was no answer', () => {
    expect(describeAnswer(null, 'refused')).toBe('refused');
    expect(describeAnswer(null, null)).toBe('');
  });
});
