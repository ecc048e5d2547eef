import type { Monaco } from './monaco.ts';

let loading: Promise<Monaco> | null = null;

/** Loads Monaco, its languages and the font once. Rejects when a chunk cannot be read; the next call tries again. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Monaco> {
  const [{ monaco }, { registerTemplateLanguage }, { registerLeadOn }, { followTheme }] = await Promise.all([
    import('./monaco.ts'),
    import('./language/register.ts'),
    import('./snippet-places.ts'),
    import('./theme.ts'),
    // Monaco measures a character once: measured in the fallback font, every cursor would stand beside its letter.
    document.fonts.load('13px "JetBrains Mono"').catch(() => []),
  ]);
  registerTemplateLanguage(monaco);
  registerLeadOn(monaco);
  followTheme(monaco);
  return monaco;
}
