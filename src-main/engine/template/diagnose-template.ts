import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import type { CompiledTemplate } from './compile.ts';
import { withLookAlikes } from './diagnose-look-alikes.ts';
import { diagnoseRendering } from './diagnose-rendering.ts';
import { Diagnostics, inTextOrder } from './diagnostics.ts';
import { findLookAlikes } from './look-alikes.ts';
import { diagnoseOtherSyntax } from './other-syntax.ts';
import type { RenderedTemplate } from './render.ts';

/**
 * Everything there is to say of a template, in text order. `rendered` is the template for the chosen event; null where there is
 * none: then only what holds for every event is said. `json`: the body claims to be JSON.
 */
export function diagnoseTemplate(
  template: CompiledTemplate,
  rendered: RenderedTemplate | null,
  json: boolean,
): Diagnostic[] {
  const others = new Diagnostics();
  diagnoseOtherSyntax(others, template);
  const diagnostics = [
    ...template.diagnostics,
    ...(rendered === null ? [] : diagnoseRendering(rendered, json)),
    ...others.list,
  ];
  return inTextOrder(withLookAlikes(template.text, diagnostics, findLookAlikes(template, json)));
}
