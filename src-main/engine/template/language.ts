import type { PlaceholderSpec } from '../../../src-preload/contract/template.ts';

/** What a template may say at one service. */
export interface TemplateLanguage {
  placeholders: readonly PlaceholderSpec[];
  /** Whether `{{{ if(…) return(…); return(…); }}}` is part of it. */
  conditionals: boolean;
  /** The values of placeholders are those that were seen so far, and others may come. */
  openValues?: true;
}

/** A placeholder's name as a template uses it; the same object for the same name in one template. */
export interface PlaceholderName {
  path: string;
  /** The path's steps into the event's data. */
  steps: readonly string[];
  /** What the service says of it; null: the service does not know it. */
  spec: PlaceholderSpec | null;
}

/** The language arranged for look-up. Names come from people, so they are keys of `Map`s and never properties. */
export interface LanguageIndex {
  language: TemplateLanguage;
  byPath: ReadonlyMap<string, PlaceholderSpec>;
  /** Spellings that are read as another placeholder inside `if`. */
  bySlip: ReadonlyMap<string, PlaceholderSpec>;
  /** Those that may stand in `if`. */
  testable: readonly PlaceholderSpec[];
}

const indexes = new WeakMap<TemplateLanguage, LanguageIndex>();

/** The index of a language, made once for each language object. */
export function indexLanguage(language: TemplateLanguage): LanguageIndex {
  const known = indexes.get(language);
  if (known !== undefined) return known;
  const bySlip = new Map<string, PlaceholderSpec>();
  for (const spec of language.placeholders) for (const slip of spec.slips) bySlip.set(slip, spec);
  const index: LanguageIndex = {
    language,
    byPath: new Map(language.placeholders.map((spec) => [spec.path, spec])),
    bySlip,
    testable: language.placeholders.filter((spec) => spec.values !== null),
  };
  indexes.set(language, index);
  return index;
}

/** The name for a path, whether the service knows it or not. */
export function createName(index: LanguageIndex, path: string): PlaceholderName {
  return { path, steps: path.split('.'), spec: index.byPath.get(path) ?? null };
}
