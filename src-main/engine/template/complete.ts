import type { CompletionItem, PlaceholderSpec, TextRange } from '../../../src-preload/contract/template.ts';
import type { CompiledTemplate } from './compile.ts';
import { type CursorContext, findCursorContext } from './cursor.ts';
import { type JsonPosition, position } from './json-tracker.ts';
import { describePlaceholder, noteOf, sampleOf } from './samples.ts';
import { countRun, skipSpace, unit } from './scan.ts';
import type { RenderScope } from './scope.ts';
import type { BranchNode, ConditionalNode } from './syntax.ts';

/** Everything that one list of proposals is made from. */
interface Place {
  template: CompiledTemplate;
  scope: RenderScope | null;
  range: TextRange;
  /** What follows the range. */
  after: string;
}

export interface CompletionOptions {
  /** The text is the body of a request that claims to be JSON, so that what is returned as a value brings its quotes. */
  json: boolean;
  /** Wanted with a key. Else only what is likely to come next, and nothing in plain text. */
  asked: boolean;
}

/**
 * What may be written at `offset`: placeholders after `{{`, statements in a conditional, what may be tested in `if(`, its values after `==`.
 * `scope` is the chosen event, for the sample values. In the order of usefulness; never throws.
 */
export function completeTemplate(
  template: CompiledTemplate,
  offset: number,
  scope: RenderScope | null,
  { json, asked }: CompletionOptions = { json: true, asked: true },
): CompletionItem[] {
  const context = findCursorContext(template, Math.min(offset, template.text.length));
  if (context === null) return [];
  // Plain text is like the inside of a string: quotes would be sent.
  if ('position' in context && !(json && template.positions.json)) context.position = position.string;
  const { end } = context.range;
  const place: Place = { template, scope, range: context.range, after: template.text.slice(end, end + 4) };
  switch (context.kind) {
    case 'text':
      return asked ? completeText(place, context) : [];
    case 'placeholder':
      return [...completePlaceholder(place), ...(context.inReturn ? [] : completeThirdBrace(place, context.position))];
    case 'statement':
      return completeStatement(place, context);
    case 'after-condition':
      return [completeConsequence(place, context)];
    case 'condition-left':
      return completeTested(place);
    case 'condition-right':
      return completeValue(place, context);
  }
}

/** Conditionals do not nest, so what `return` emits holds placeholders alone. */
function completeText(place: Place, { inReturn, position: at }: Extract<CursorContext, { kind: 'text' }>) {
  return [...placeholderItems(place, '{{', '}}'), ...(inReturn ? [] : skeletonItems(place, at, '{{{ ', ' }}}'))];
}

/**
 * The closing braces that an editor put behind the cursor are taken along, so that the cursor stands behind them and not in the
 * name; behind a space they stay where they are.
 */
function completePlaceholder(place: Place): CompletionItem[] {
  const { text } = place.template;
  const { start, end } = place.range;
  const next = skipSpace(text, end, text.length);
  if (next > end && text.startsWith('}}', next)) return placeholderItems(place, '', '');
  const closing = countRun(text, end, unit.closeBrace, 2);
  return placeholderItems({ ...place, range: { start, end: end + closing } }, '', '}}');
}

function placeholderItems(place: Place, before: string, after: string): CompletionItem[] {
  return withValuesFirst(
    place.template.language.placeholders.map((spec) => createPlaceholder(place, spec, `${before}${spec.path}${after}`)),
  );
}

/** What the chosen event has nothing for is offered too, behind the rest. */
function withValuesFirst(items: readonly CompletionItem[]): CompletionItem[] {
  return [...items.filter(({ note }) => note === null), ...items.filter(({ note }) => note !== null)];
}

function createPlaceholder(place: Place, spec: PlaceholderSpec, insertText: string): CompletionItem {
  return createItem(place, spec.path, 'placeholder', insertText, {
    detail: spec.label,
    documentation: describePlaceholder(spec),
    sample: sampleOf(place.scope, spec),
    note: noteOf(place.scope, spec),
  });
}

/** After `{{` a third brace makes a conditional; the closing braces that an editor put there are taken along. */
function completeThirdBrace(place: Place, at: JsonPosition): CompletionItem[] {
  const closing = place.after.startsWith('}}') ? 2 : 0;
  const wider = { ...place, range: { start: place.range.start, end: place.range.end + closing } };
  return skeletonItems(wider, at, '{ ', ' }}}');
}

function skeletonItems(place: Place, at: JsonPosition, before: string, after: string): CompletionItem[] {
  const first = nextTest(place.template, []);
  if (!place.template.language.conditionals || first === null) return [];
  const statement = writeIf(first, at);
  // Between the two is the place for another `if`.
  const statements = `${statement}\${4} return(\${5:${result(at, 'none')}});$0`;
  return [
    createItem(place, 'if … return … return', 'snippet', escapeBraces(before) + statements + escapeBraces(after), {
      detail: 'Conditional',
      documentation: 'Emits the first `return` whose `if` matches, or the last one, which stands alone.',
    }),
  ];
}

interface Test {
  path: string;
  value: string;
}

function writeIf({ path, value }: Test, at: JsonPosition): string {
  return `if(\${1:${path}}==\${2:${value}}) return(\${3:${result(at, value)}});`;
}

/** What an `if` would test next: a value that no branch has, of the placeholder that was tested last, or of another one. */
function nextTest(template: CompiledTemplate, branches: readonly BranchNode[]): Test | null {
  const last = lastTested(branches);
  const specs = template.language.placeholders.filter((spec) => spec !== last);
  for (const spec of last === null ? specs : [last, ...specs]) {
    const value = freeValues(spec, branches)[0];
    if (value !== undefined) return { path: spec.path, value };
  }
  return null;
}

function lastTested(branches: readonly BranchNode[]): PlaceholderSpec | null {
  return branches.findLast(({ condition }) => condition?.name.spec?.values != null)?.condition?.name.spec ?? null;
}

function freeValues(spec: PlaceholderSpec, branches: readonly BranchNode[]): readonly string[] {
  const taken = new Set(branches.map(({ condition }) => (condition?.name.path === spec.path ? condition.value : null)));
  return (spec.values ?? []).filter((value) => !taken.has(value));
}

/** Where a value is due, an emitted text brings its own quotes. */
function result(at: JsonPosition, text: string): string {
  return at === position.string ? text : `"${text}"`;
}

/** A closing brace ends a tab stop in a snippet unless it is escaped. */
function escapeBraces(text: string): string {
  return text.replaceAll('}', '\\}');
}

/** What may begin a statement: another `if`, and the `return` that stands alone as long as there is none. */
function completeStatement(place: Place, context: Extract<CursorContext, { kind: 'statement' }>): CompletionItem[] {
  const { template, range, after } = place;
  const { position: at } = context;
  const before = template.text.slice(0, range.start).trimEnd().at(-1) ?? '';
  const isOver = context.branches.some(({ condition }) => condition === null);
  // Behind `return(…)` a semicolon is due, and behind the last `return` nothing.
  if (isOver || (before !== '{' && before !== ';')) return [];
  const whole = findConditional(template, context.start);
  const branches =
    whole === null || whole.branches.length < context.branches.length ? context.branches : whole.branches;
  const space = template.text.charAt(range.start - 1) === before ? ' ' : '';
  const behind = after.startsWith('}') ? ' ' : '';
  const test = nextTest(template, branches);
  const items: CompletionItem[] = [];
  if (test !== null) {
    items.push(
      createItem(place, 'if', 'keyword', `${space}${writeIf(test, at)}$0${behind}`, {
        detail: 'if(…) return(…);',
        documentation: 'Emits what `return` holds when the placeholder has exactly this value.',
      }),
    );
  }
  if (branches.length === 0) {
    return [...skeletonItems(place, at, space, whole?.closed === true ? behind : ' }}}'), ...items];
  }
  if (branches.some(({ condition, start }) => condition === null && start !== range.start)) return items;
  const item = returnItem(
    place,
    space,
    result(at, 'none'),
    behind,
    'Stands alone, last: emitted when no `if` matches.',
  );
  const tested = lastTested(branches);
  return tested === null || freeValues(tested, branches).length > 0 ? [...items, item] : [item, ...items];
}

/** The `return` of an `if`. */
function completeConsequence(
  place: Place,
  { position: at, branch }: Extract<CursorContext, { kind: 'after-condition' }>,
): CompletionItem {
  const space = place.template.text.charAt(place.range.start - 1) === ')' ? ' ' : '';
  const behind = place.after.startsWith('}') ? ' ' : '';
  const content = result(at, branch.condition?.value || 'none');
  return returnItem(place, space, content, behind, 'Emitted when the condition holds.');
}

/** The conditional under the cursor in the whole text, where there may be more of it behind the cursor. */
function findConditional({ parsed }: CompiledTemplate, start: number): ConditionalNode | null {
  const node = parsed.nodes.find((candidate) => candidate.start === start);
  return node?.kind === 'conditional' ? node : null;
}

function returnItem(
  place: Place,
  before: string,
  content: string,
  after: string,
  documentation: string,
): CompletionItem {
  return createItem(place, 'return', 'keyword', `${before}return(\${1:${content}});$0${after}`, {
    detail: 'return(…);',
    documentation: `${documentation} What is between the parentheses is emitted as written, quotes included.`,
  });
}

function completeTested(place: Place): CompletionItem[] {
  const operator = place.after.startsWith('=') ? '' : '==';
  const specs = place.template.language.placeholders.filter(({ values }) => values !== null);
  return withValuesFirst(specs.map((spec) => createPlaceholder(place, spec, `${spec.path}${operator}`)));
}

/** The possible values; those that another branch has come last, because the first branch that matches takes them. */
function completeValue(
  place: Place,
  { branch, start }: Extract<CursorContext, { kind: 'condition-right' }>,
): CompletionItem[] {
  const spec = branch.condition?.name.spec ?? null;
  if (spec === null) return [];
  const others = findConditional(place.template, start)?.branches.filter((each) => each.start !== branch.start) ?? [];
  const free = freeValues(spec, others);
  const taken = (spec.values ?? []).filter((value) => !free.includes(value));
  const closing = place.after.startsWith(')') ? '' : ')';
  const sample = sampleOf(place.scope, spec);
  return [...free, ...taken].map((value) =>
    createItem(place, value, 'value', `${value}${closing}`, {
      detail: spec.path,
      documentation: value === sample ? 'The value of the chosen event.' : `A possible value of ${spec.path}.`,
      note: taken.includes(value) ? 'tested already' : value === sample ? 'in this event' : null,
    }),
  );
}

function createItem(
  place: Place,
  label: string,
  kind: CompletionItem['kind'],
  insertText: string,
  said: Pick<CompletionItem, 'detail' | 'documentation'> & Partial<Pick<CompletionItem, 'sample' | 'note'>>,
): CompletionItem {
  const snippet = kind === 'snippet' || kind === 'keyword';
  return { label, kind, sample: null, note: null, ...said, range: { ...place.range }, insertText, snippet };
}
