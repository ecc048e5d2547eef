import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { TemplateLanguage } from '../template/index.ts';

const languages = new WeakMap<Provider, TemplateLanguage>();

/** The template language of a provider; the same object every time, since compiled templates are kept by it. */
export function languageOf(provider: Provider): TemplateLanguage {
  let language = languages.get(provider);
  if (language === undefined) {
    language = { placeholders: provider.placeholders, conditionals: provider.conditionals };
    languages.set(provider, language);
  }
  return language;
}
