import { type BrowserWindow, nativeTheme } from 'electron';
import type { Settings } from '../../src-preload/contract/settings.ts';

/** The page's canvas colour in both themes, painted before the page is there. Same as `--canvas` in the page's tokens. */
const CANVAS = { light: '#f4f6f8', dark: '#131519' } as const;

export function canvasColor(): string {
  return nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light;
}

export function applyTheme(theme: Settings['theme']): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
}

/** Keeps the colour behind the page in step with the theme, so that a resized window does not flash. */
export function followTheme(window: BrowserWindow): void {
  const repaint = (): void => window.setBackgroundColor(canvasColor());
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
}
