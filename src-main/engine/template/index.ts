// The template language: pure functions of text, data and position. Other rooms import from here alone.
export { type AnalysisOptions, analyzeTemplate } from './analyze.ts';
export { countCodePoints, cutToCodePoints } from './code-points.ts';
export { type CompiledTemplate, compileTemplate } from './compile.ts';
export { completeTemplate } from './complete.ts';
export { type CoverageInput, type CoverageSample, coverBranches } from './coverage.ts';
export { diagnoseRendering } from './diagnose-rendering.ts';
export { type DuplicateKey, type EventData, parseEventData } from './event-data.ts';
export { type FormatOptions, formatTemplate } from './format.ts';
export { type HostileInput, runHostileValues } from './hostile.ts';
export { hoverTemplate } from './hover.ts';
export { checkJson, type JsonCheck } from './json-check.ts';
export { type LaidOut, layoutJson } from './json-layout.ts';
export { JsonArray, JsonNumber, JsonObject, type JsonValue, textOfValue } from './json-value.ts';
export { type JsonVisitor, walkJson } from './json-walk.ts';
export type { TemplateLanguage } from './language.ts';
export { maximumOutput, type RenderedTemplate, type RenderOptions, renderTemplate } from './render.ts';
export { createScope, type RenderScope } from './scope.ts';
export { formatTimestamp } from './timestamp.ts';
