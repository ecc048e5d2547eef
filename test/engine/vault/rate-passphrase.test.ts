import { expect, test } from 'vitest';
import { ratePassphrase } from '../../../src-main/engine/vault/rate-passphrase.ts';

const strengthOf = (passphrase: string) => ratePassphrase(passphrase).strength;

test('calls what is short, one word, a row of keys or a repeat weak', () => {
  for (const weak of [
    'a',
    'password',
    'Passwort1',
    'sunshine2024',
    '12345678901234567890',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcdefghijklmnop',
  ]) {
    expect([weak, strengthOf(weak)]).toEqual([weak, 'weak']);
  }
  expect(strengthOf('hook hook hook hook hook hook')).toBe('weak');
});

test('calls four words, or enough random signs, strong', () => {
  for (const strong of [
    'correct horse battery staple',
    'vj4#Kq9!xZ2w',
    'xkqzvtbwmrpdlhgnsfyc',
    'Zürich träumt von Käse',
  ]) {
    expect([strong, strengthOf(strong)]).toEqual([strong, 'strong']);
  }
});

test('says what would be better, and takes a very long one without delay', () => {
  expect(ratePassphrase('a').message).toContain('Four unrelated words');
  expect(strengthOf('lorem ipsum '.repeat(80))).not.toBe('strong');
  expect(strengthOf('𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🚒🧯🪜🚨 Leiter')).toBe('strong');
});
