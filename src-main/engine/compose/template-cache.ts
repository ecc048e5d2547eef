import { type CompiledTemplate, compileTemplate, type TemplateLanguage } from '../template/index.ts';

/** A template is rendered at every keystroke and for every delivery; these many of them are kept ready. */
const KEPT = 64;
const KEPT_CHARACTERS = 8_000_000;

export type CompileTemplate = (text: string, language: TemplateLanguage) => CompiledTemplate;

/** Compiles each text once for each language and keeps those used last. */
export function createTemplateCache(): CompileTemplate {
  const languages = new WeakMap<TemplateLanguage, Map<string, CompiledTemplate>>();
  return (text, language) => {
    let compiled = languages.get(language);
    if (compiled === undefined) {
      compiled = new Map();
      languages.set(language, compiled);
    }
    const known = compiled.get(text);
    const template = known ?? compileTemplate(text, language);
    // Set again, so that the first key is always the one that was not used for longest.
    if (known !== undefined) compiled.delete(text);
    compiled.set(text, template);
    if (known === undefined) dropOldest(compiled);
    return template;
  };
}

function dropOldest(compiled: Map<string, CompiledTemplate>): void {
  let characters = 0;
  for (const text of compiled.keys()) characters += text.length;
  for (const text of compiled.keys()) {
    if (compiled.size <= 1 || (compiled.size <= KEPT && characters <= KEPT_CHARACTERS)) return;
    compiled.delete(text);
    characters -= text.length;
  }
}
