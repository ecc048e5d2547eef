import { z } from 'zod';
import { answers } from './define.ts';

/** UTF-16 offsets into the text, `end` exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

export interface TextEdit {
  range: TextRange;
  text: string;
}

/** What a provider says of one placeholder. */
export interface PlaceholderSpec {
  /** As written between the braces: `incident.title`. */
  path: string;
  label: string;
  description: string;
  /** Possible values; where present, the placeholder may stand in `if(…)`. */
  values: readonly string[] | null;
  /** Another spelling that is read as this one inside `if`, with a warning: a slip of the provider's document. */
  slips: readonly string[];
}

export type Severity = 'error' | 'warning' | 'info';

export interface QuickFix {
  title: string;
  edits: TextEdit[];
  preferred: boolean;
}

export const diagnosticCodes = [
  'unclosed-placeholder',
  'empty-placeholder',
  'spaces-in-placeholder',
  'unknown-placeholder',
  'missing-value',
  'unclosed-conditional',
  'missing-if',
  'missing-return',
  'extra-return',
  'return-not-last',
  'unbalanced-return',
  'spaces-around-equals',
  'missing-equals',
  'missing-semicolon',
  'missing-parenthesis',
  'unexpected-text',
  'condition-not-allowed',
  'condition-value-unknown',
  'condition-slip',
  'too-deep',
  'output-too-large',
  'invalid-json',
  'invalid-xml',
  'value-not-encoded',
  'cut',
  'lone-surrogate',
  'look-alike',
  'repeated-key',
  'unreachable-key',
  'other-syntax',
  'python-spelling',
  'raw-differs',
] as const;
export type DiagnosticCode = (typeof diagnosticCodes)[number];

export interface Diagnostic {
  range: TextRange;
  severity: Severity;
  code: DiagnosticCode;
  /** What is wrong, with what, and what to do. */
  message: string;
  fixes: QuickFix[];
  /** `always`: a syntax error; `until-confirmed`: can be sent after a yes; `no`: only told. */
  blocksSend: 'always' | 'until-confirmed' | 'no';
}

export type TemplateTokenType =
  | 'brace'
  | 'placeholder'
  | 'keyword'
  | 'operator'
  | 'condition-value'
  | 'return-text'
  | 'unknown';

export interface TemplateToken {
  range: TextRange;
  type: TemplateTokenType;
}

export interface CompletionItem {
  label: string;
  kind: 'placeholder' | 'value' | 'keyword' | 'snippet';
  detail: string;
  documentation: string;
  /** What it would insert for the chosen sample event, or null. */
  sample: string | null;
  /** What to know of it before choosing it, in a few words: "no value in this event". */
  note: string | null;
  /** What to replace. */
  range: TextRange;
  insertText: string;
  /** `insertText` holds tab stops (`$1`, `$0`). */
  snippet: boolean;
}

export interface HoverInfo {
  range: TextRange;
  title: string;
  description: string;
  sample: string | null;
}

export interface OutlineNode {
  range: TextRange;
  selection: TextRange;
  label: string;
  detail: string;
  kind: 'conditional' | 'branch' | 'placeholder' | 'key';
  children: OutlineNode[];
}

/** A piece of the output and the piece of the template that produced it. */
export interface Segment {
  template: TextRange;
  /** UTF-16 offsets into the rendered text. */
  output: TextRange;
  kind: 'text' | 'value' | 'branch';
}

/** Which language a text is in: the body of a request, or one query value. */
export const templateKindSchema = z.enum(['body', 'query']);
export type TemplateKind = z.infer<typeof templateKindSchema>;

/**
 * What the Content-Type says of a body: JSON, `application/x-www-form-urlencoded`, XML, or anything else. It decides how values
 * are encoded.
 */
export type BodyType = 'json' | 'form' | 'xml' | 'text';

/** `json-safe`: values are encoded for the type of the body, so that they come back from it; `raw`: they go in as they are. */
export const insertionSchema = z.enum(['json-safe', 'raw']);
export type Insertion = z.infer<typeof insertionSchema>;

const maximumTemplate = 12_000_000;

export const templateContextSchema = z.strictObject({
  webhookId: z.string().max(64),
  eventType: z.string().max(200),
  kind: templateKindSchema,
  text: z.string().max(maximumTemplate),
  /** The event's data as JSON text, so that numbers keep their exact spelling. */
  dataText: z.string().max(maximumTemplate),
  insertion: insertionSchema,
});
export type TemplateContext = z.infer<typeof templateContextSchema>;

export interface TemplateAnalysis {
  diagnostics: Diagnostic[];
  tokens: TemplateToken[];
  outline: OutlineNode[];
  folds: TextRange[];
}

export interface BranchCoverage {
  conditional: TextRange;
  branches: {
    range: TextRange;
    /** `incident.urgency==high`, or `otherwise`. */
    label: string;
    /** Names of the sample events that reach it. */
    reachedBy: { sampleId: string; name: string }[];
    /** No event can reach it: an earlier branch takes everything. */
    unreachable: boolean;
    /** Data of a new sample event that reaches it, made from the chosen one; null where none can. */
    exampleDataText: string | null;
  }[];
}

export interface HostileCase {
  id: string;
  /** "quotes and backslashes", "lone surrogate" … */
  title: string;
  placeholder: string;
  eventType: string;
  result: 'ok' | 'broken' | 'cut' | 'changed';
  explanation: string;
  /** The output around the place of the damage, at most 160 characters. */
  excerpt: string;
}

const at = templateContextSchema.extend({ offset: z.number().int().min(0) });

export const templateMethods = {
  'template.analyze': answers<TemplateAnalysis>()(templateContextSchema),
  /** `asked`: wanted with a key. Else only what is likely to come next: nobody waits for placeholders behind each word. */
  'template.complete': answers<CompletionItem[]>()(at.extend({ asked: z.boolean() })),
  'template.hover': answers<HoverInfo | null>()(at),
  'template.format': answers<TextEdit[]>()(templateContextSchema),
  'template.coverage': answers<BranchCoverage[]>()(templateContextSchema),
  'template.hostile': answers<HostileCase[]>()(templateContextSchema),
  /**
   * What is wrong with JSON without placeholders. `event`: it is the data of an event, so an object; `named`: its keys are the
   * placeholders.
   */
  'template.checkData': answers<Diagnostic[]>()(
    z.strictObject({ text: z.string().max(maximumTemplate), event: z.boolean(), named: z.boolean().optional() }),
  ),
};
