import type { CompletionItem, PlaceholderSpec, TextRange } from '../../../src-preload/contract/template.ts';
import type { CompiledTemplate } from './compile.ts';
import { type CursorContext, findCursorContext } from './cursor.ts';
import { type JsonPosition, position } from './json-tracker.ts';
import { describePlaceholder, sampleOf } from './samples.ts';
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

/**
 * What may be written at `offset`: placeholders after `{{`, statements in a conditional, what may be tested in `if(`, its values after `==`.
 * `scope` is the chosen event, for the sample values; `json`: the text is the body of a request that claims to be JSON, so that what is
 * returned as a value brings its quotes. In the order of usefulness; never throws.
 */
export function completeTemplate(
  template: CompiledTemplate,
  offset: number,
  scope: RenderScope | null,
  { json }: { json: boolean } = { json: true },
): CompletionItem[] {
  const context = findCursorContext(template, Math.min(offset, template.text.length));
  if (context === null) return [];
  // Plain text is like the inside of a string: quotes would be sent.
  if ('position' in context && !(json && template.positions.json)) context.position = position.string;
  const { end } = context.range;
  const place: Place = { template, scope, range: context.range, after: template.text.slice(end, end + 4) };
  switch (context.kind) {
    case 'text':
      return [...placeholderItems(place, '{{', '}}'), ...skeletonItems(place, context.position, '{{{ ', ' }}}')];
    case 'placeholder':
      return [...completePlaceholder(place), ...(context.inReturn ? [] : completeThirdBrace(place, context.position))];
    case 'statement':
      return completeStatement(place, context);
    case 'after-condition':
      return [
        returnItem(
          place,
          result(context.position, context.branch.condition?.value || 'none'),
          'Emitted when the condition holds.',
        ),
      ];
    case 'condition-left':
      return completeTested(place);
    case 'condition-right':
      return completeValue(place, context.branch.condition?.name.spec ?? null);
  }
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
  return place.template.language.placeholders.map((spec) =>
    createItem(place, spec.path, 'placeholder', `${before}${spec.path}${after}`, {
      detail: spec.label,
      documentation: describePlaceholder(spec),
      sample: sampleOf(place.scope, spec),
    }),
  );
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
  const { path, value } = first;
  const statements = `if(\${1:${path}}==\${2:${value}}) return(\${3:${result(at, value)}}); return(\${4:${result(at, 'none')}});`;
  return [
    createItem(place, 'if … return … return', 'snippet', escapeBraces(before) + statements + escapeBraces(after), {
      detail: 'Conditional',
      documentation: 'Emits the first `return` whose `if` matches, or the last one, which stands alone.',
      sample: null,
    }),
  ];
}

/** What an `if` would test next: a value that none of the branches has, of the placeholder that the last one tests. */
function nextTest(template: CompiledTemplate, branches: readonly BranchNode[]): { path: string; value: string } | null {
  const tested = branches.findLast(({ condition }) => condition?.name.spec?.values != null)?.condition?.name.spec;
  const spec = tested ?? template.language.placeholders.find(({ values }) => values !== null && values.length > 0);
  if (spec == null) return null;
  const taken = new Set(branches.map(({ condition }) => (condition?.name.path === spec.path ? condition.value : null)));
  const value = spec.values?.find((candidate) => !taken.has(candidate));
  return value === undefined ? null : { path: spec.path, value };
}

/** Where a value is due, an emitted text brings its own quotes. */
function result(at: JsonPosition, text: string): string {
  return at === position.string ? text : `"${text}"`;
}

/** A closing brace ends a tab stop in a snippet unless it is escaped. */
function escapeBraces(text: string): string {
  return text.replaceAll('}', '\\}');
}

function completeStatement(place: Place, context: Extract<CursorContext, { kind: 'statement' }>): CompletionItem[] {
  const { template, range, after } = place;
  const { position: at } = context;
  const whole = findConditional(template, context.start);
  const branches =
    whole === null || whole.branches.length < context.branches.length ? context.branches : whole.branches;
  const before = template.text.charAt(range.start - 1) === '{' ? ' ' : '';
  const behind = after.startsWith('}') ? ' ' : '';
  const items: CompletionItem[] = [];
  if (branches.length === 0) items.push(...skeletonItems(place, at, before, whole?.closed === true ? behind : ' }}}'));
  const test = nextTest(template, branches);
  if (test !== null) {
    const { path, value } = test;
    const text = `if(\${1:${path}}==\${2:${value}}) return(\${3:${result(at, value)}});`;
    items.push(
      createItem(place, 'if', 'keyword', before + text + behind, {
        detail: 'if(…) return(…);',
        documentation: 'Emits what `return` holds when the placeholder has exactly this value.',
        sample: null,
      }),
    );
  }
  const item = returnItem(place, result(at, 'none'), 'Stands alone, last: emitted when no `if` matches.');
  return [...items, { ...item, insertText: before + item.insertText + behind }];
}

/** The conditional under the cursor in the whole text, where there may be more of it behind the cursor. */
function findConditional({ parsed }: CompiledTemplate, start: number): ConditionalNode | null {
  const node = parsed.nodes.find((candidate) => candidate.start === start);
  return node?.kind === 'conditional' ? node : null;
}

function returnItem(place: Place, content: string, documentation: string): CompletionItem {
  return createItem(place, 'return', 'keyword', `return(\${1:${content}});`, {
    detail: 'return(…);',
    documentation: `${documentation} What is between the parentheses is emitted as written, quotes included.`,
    sample: null,
  });
}

function completeTested(place: Place): CompletionItem[] {
  const specs = place.template.language.placeholders.filter(({ values }) => values !== null);
  const operator = place.after.startsWith('=') ? '' : '==';
  return specs.map((spec) =>
    createItem(place, spec.path, 'placeholder', `${spec.path}${operator}`, {
      detail: spec.label,
      documentation: describePlaceholder(spec),
      sample: sampleOf(place.scope, spec),
    }),
  );
}

function completeValue(place: Place, spec: PlaceholderSpec | null): CompletionItem[] {
  if (spec === null) return [];
  const closing = place.after.startsWith(')') ? '' : ')';
  const sample = sampleOf(place.scope, spec);
  return (spec.values ?? []).map((value) =>
    createItem(place, value, 'value', `${value}${closing}`, {
      detail: spec.path,
      documentation: value === sample ? 'The value of the chosen event.' : `A possible value of ${spec.path}.`,
      sample: null,
    }),
  );
}

function createItem(
  place: Place,
  label: string,
  kind: CompletionItem['kind'],
  insertText: string,
  said: Pick<CompletionItem, 'detail' | 'documentation' | 'sample'>,
): CompletionItem {
  const snippet = kind === 'snippet' || kind === 'keyword';
  return { label, kind, ...said, range: { ...place.range }, insertText, snippet };
}
