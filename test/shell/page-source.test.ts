import { describe, expect, test } from 'vitest';
import { choosePageSource, isDevelopmentUrl } from '../../src-main/shell/page-source.ts';

const built = { url: 'app://hookwright/index.html', origin: 'app://hookwright', development: false };

describe('the page', () => {
  test('is the built one without a development server', () => {
    expect(choosePageSource(false, undefined)).toEqual(built);
    expect(choosePageSource(false, '')).toEqual(built);
  });

  test('comes from the development server where electron-vite names one', () => {
    expect(choosePageSource(false, 'http://localhost:5173')).toEqual({
      url: 'http://localhost:5173/',
      origin: 'http://localhost:5173',
      development: true,
    });
  });

  test('is the built one in a packaged app, whatever the environment says', () => {
    expect(choosePageSource(true, 'http://localhost:5173')).toEqual(built);
  });

  test.each([
    'https://example.com/',
    'http://example.com/',
    'http://localhost.example/',
    'file:///elsewhere/x.html',
    'nonsense',
  ])('never comes from %s', (url) => {
    expect(choosePageSource(false, url)).toEqual(built);
  });

  test('may load from its development server, and nothing on the network otherwise', () => {
    const development = choosePageSource(false, 'http://localhost:5173');
    expect(isDevelopmentUrl(development, 'ws://localhost:5173/hot')).toBe(true);
    expect(isDevelopmentUrl(development, 'http://localhost:5174/')).toBe(false);
    expect(isDevelopmentUrl(development, 'https://example.com/')).toBe(false);
    expect(isDevelopmentUrl(choosePageSource(false, undefined), 'http://localhost:5173/')).toBe(false);
  });
});
