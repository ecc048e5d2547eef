import {
  compileTemplate,
  createScope,
  type JsonValue,
  parseEventData,
  type RenderedTemplate,
  type RenderOptions,
  type RenderScope,
  renderTemplate,
  type TemplateLanguage,
} from '../../../../src-main/engine/template/index.ts';
import { sqibs } from './language.ts';

export const body: RenderOptions = {
  kind: 'body',
  insertion: 'json-safe',
  valueStyle: 'as-written',
  maximumCodePoints: null,
};

/** A scope of data written as JSON text; throws if that is not what it is. */
export function scopeOf(dataText: string, extra: Record<string, JsonValue> = {}): RenderScope {
  const data = parseEventData(dataText);
  if (!data.ok) throw new Error(`${data.message} (${data.offset})`);
  return createScope(data.value, new Map(Object.entries(extra)));
}

/** Renders a template of Callgoose, or of another language, for data written as JSON text. */
export function render(
  template: string,
  dataText: string,
  options: Partial<RenderOptions> = {},
  language: TemplateLanguage = sqibs,
): RenderedTemplate {
  return renderTemplate(compileTemplate(template, language), scopeOf(dataText), { ...body, ...options });
}
