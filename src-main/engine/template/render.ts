import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import type { BodyType, Insertion, Segment, TemplateKind } from '../../../src-preload/contract/template.ts';
import { matches } from './branches.ts';
import { countCodePoints, offsetOfCodePoint, replaceLoneSurrogates } from './code-points.ts';
import type { CompiledTemplate } from './compile.ts';
import { encodeFormValue, encodeXmlValue, replaceNotInXml } from './encode-value.ts';
import { findFormPositions } from './form-json.ts';
import { insertAsText, insertIntoJson } from './insert.ts';
import {
  followInserted,
  followJson,
  type JsonPosition,
  type JsonState,
  position,
  positionIn,
  startOfJson,
} from './json-tracker.ts';
import type { RenderScope } from './scope.ts';
import type { TextStep } from './steps.ts';
import type { PlaceholderNode } from './syntax.ts';
import { followXml, startOfXml, type XmlState } from './xml-tracker.ts';

/** Rendering stops here, in UTF-16 code units, before more memory is taken. */
export const maximumOutput = 25 * 1024 * 1024;

export interface RenderOptions {
  /** A query value is plain text here; URL-encoding is for whoever builds the URL, after the limit was applied. */
  kind: TemplateKind;
  insertion: Insertion;
  /** What the body is, which decides how values are encoded; absent: JSON. */
  type?: BodyType;
  /** How objects and arrays are laid out where they are inserted. */
  valueStyle: BodyLayout;
  maximumCodePoints: number | null;
}

/** A step that was taken and what it wrote, in UTF-16 offsets of the whole output. */
export interface TraceEntry {
  step: TextStep | PlaceholderNode;
  start: number;
  end: number;
}

/** What became of a template: text without lone surrogates, whose UTF-8 bytes are exactly what is shown. */
export class RenderedTemplate {
  /** Cut to the limit. */
  readonly text: string;
  /** Before the cut. */
  readonly whole: string;
  readonly cut: boolean;
  /** The output would exceed 25 Mi code units; `text` is what was there before that. */
  readonly tooLarge: boolean;
  /** Paths that the service does not know and that stand in the output as written, each once. */
  readonly unknown: readonly string[];
  /** Known paths without a value, each once. */
  readonly missing: readonly string[];
  /** Known paths whose value lost half of a character, or what XML cannot hold, to U+FFFD, each once. */
  readonly replaced: readonly string[];
  readonly template: CompiledTemplate;
  readonly scope: RenderScope;
  readonly options: RenderOptions;
  #used: number | null = null;

  constructor(template: CompiledTemplate, scope: RenderScope, options: RenderOptions, output: Output) {
    this.template = template;
    this.scope = scope;
    this.options = options;
    const { maximumCodePoints } = options;
    this.whole = output.text;
    const end = maximumCodePoints === null ? output.text.length : offsetOfCodePoint(output.text, maximumCodePoints);
    this.cut = end < output.text.length;
    this.text = this.cut ? output.text.slice(0, end) : output.text;
    this.tooLarge = output.tooLarge;
    this.unknown = listOf(output.unknown);
    this.missing = listOf(output.missing);
    this.replaced = listOf(output.replaced);
  }

  /** Code points before the cut. */
  get used(): number {
    this.#used ??= countCodePoints(this.whole);
    return this.#used;
  }

  /** Which step wrote what, of the whole output. Renders again, since few who render want to know. */
  trace(): TraceEntry[] {
    const entries: TraceEntry[] = [];
    run(this.template, this.scope, this.options, entries);
    return entries;
  }

  /** Which piece of the template produced which piece of `text`. */
  segments(): Segment[] {
    const segments: Segment[] = [];
    for (const { step, start, end } of this.trace()) {
      if (start >= this.text.length && start > 0) break;
      const output = { start, end: Math.min(end, this.text.length) };
      const kind = step.kind === 'placeholder' ? 'value' : step.branch ? 'branch' : 'text';
      segments.push({ template: { start: step.start, end: step.end }, output, kind });
    }
    return segments;
  }
}

/**
 * Renders a template for one event: a single pass, so that braces in a value stay text. Unknown placeholders stay as written, known ones
 * without a value are empty (`null` in a JSON value position). Never throws; linear in template and output.
 */
export function renderTemplate(
  template: CompiledTemplate,
  scope: RenderScope,
  options: RenderOptions,
): RenderedTemplate {
  return new RenderedTemplate(template, scope, options, run(template, scope, options, null));
}

/** Whether values are made safe for JSON in this rendering. */
export function insertsJson(template: CompiledTemplate, options: RenderKind): boolean {
  return encodesFor(options) === 'json' && template.positions.json;
}

type RenderKind = Pick<RenderOptions, 'kind' | 'insertion' | 'type'>;

/** The type that values are encoded for in this rendering; `text`: they go in as they are. */
export function encodesFor({ kind, insertion, type = 'json' }: RenderKind): BodyType {
  return kind === 'body' && insertion === 'json-safe' ? type : 'text';
}

const none: readonly string[] = [];

function listOf(paths: ReadonlySet<string> | null): readonly string[] {
  return paths === null ? none : [...paths];
}

/** What a run writes. The sets are nearly always empty, so they are made when something goes in. */
class Output {
  text = '';
  tooLarge = false;
  unknown: Set<string> | null = null;
  missing: Set<string> | null = null;
  replaced: Set<string> | null = null;
}

function run(
  template: CompiledTemplate,
  scope: RenderScope,
  options: RenderOptions,
  trace: TraceEntry[] | null,
): Output {
  const { steps } = template;
  const json = insertsJson(template, options);
  const positions = json ? template.positions.ofStep : null;
  let state: JsonState | null = json && positions === null ? startOfJson : null;
  const encoded = encodesFor(options);
  let xml: XmlState | null = encoded === 'xml' ? startOfXml : null;
  const inForm = encoded === 'form' ? findFormPositions(listPieces(template, scope)) : null;
  let values = 0;
  const output = new Output();
  let text = '';
  let at = 0;
  while (at < steps.length) {
    const step = steps[at];
    if (step === undefined) break;
    if (step.kind === 'jump') {
      at = step.to;
      continue;
    }
    if (step.kind === 'test') {
      at = matches(scope.get(step.name), step.value) ? at + 1 : step.otherwise;
      continue;
    }
    let piece: string;
    if (step.kind === 'text') {
      piece = step.text;
      if (state !== null) state = followJson(state, piece);
      if (xml !== null) xml = followXml(xml, piece);
    } else {
      let where = json ? (state === null ? ((positions?.[at] ?? 0) as JsonPosition) : positionIn(state)) : null;
      const isForm = inForm !== null && step.name.spec !== null;
      if (isForm) {
        where = inForm[values] ?? null;
        values += 1;
      }
      piece = writeValue(template, step, scope, where, xml, options.valueStyle, output);
      if (isForm) piece = encodeFormValue(piece);
      if (state !== null) state = followInserted(state);
    }
    const start = text.length;
    if (start + piece.length > maximumOutput) {
      output.tooLarge = true;
      break;
    }
    text += piece;
    trace?.push({ step, start, end: start + piece.length });
    at += 1;
  }
  output.text = text;
  return output;
}

/** What a rendering writes, in order: text as written, null for the value of each placeholder that the service knows. */
function listPieces({ steps, text }: CompiledTemplate, scope: RenderScope): (string | null)[] {
  const pieces: (string | null)[] = [];
  let at = 0;
  for (let step = steps[0]; step !== undefined; step = steps[at]) {
    if (step.kind === 'jump') at = step.to;
    else if (step.kind === 'test') at = matches(scope.get(step.name), step.value) ? at + 1 : step.otherwise;
    else {
      pieces.push(step.kind === 'text' ? step.text : step.name.spec === null ? text.slice(step.start, step.end) : null);
      at += 1;
    }
  }
  return pieces;
}

/** `where` is null where values are not made safe for JSON, `xml` where they are not for XML. */
function writeValue(
  template: CompiledTemplate,
  { name, start, end }: PlaceholderNode,
  scope: RenderScope,
  where: JsonPosition | null,
  xml: XmlState | null,
  style: BodyLayout,
  output: Output,
): string {
  if (name.spec === null) {
    output.unknown = (output.unknown ?? new Set()).add(name.path);
    return replaceLoneSurrogates(template.text.slice(start, end));
  }
  const value = scope.get(name);
  if (value === undefined || (value === null && where !== position.value))
    output.missing = (output.missing ?? new Set()).add(name.path);
  if (where !== null) return insertIntoJson(value, where, style);
  const plain = insertAsText(value, style);
  const piece = xml === null ? plain : replaceNotInXml(plain);
  if (piece !== plain || (typeof value === 'string' && piece !== value))
    output.replaced = (output.replaced ?? new Set()).add(name.path);
  return xml === null ? piece : encodeXmlValue(piece, xml.mode);
}
