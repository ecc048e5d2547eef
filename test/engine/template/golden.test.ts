import {
  analyzeTemplate,
  type CompiledTemplate,
  compileTemplate,
  completeTemplate,
  coverBranches,
  diagnoseTemplate,
  formatTemplate,
  hoverTemplate,
  type RenderedTemplate,
  renderTemplate,
  runHostileValues,
} from '../../../src-main/engine/template/index.ts';
import type { OutlineNode, TextEdit, TextRange } from '../../../src-preload/contract/template.ts';
import { checkGolden, type GoldenCase } from './support/golden.ts';
import { languageOf, sqibs } from './support/language.ts';
import { body, scopeOf } from './support/render.ts';

const extra = { 'webhook.id': 'WH-1', 'webhook.event': 'incident.created', timestamp: '2023-05-31T16:07Z' };

function compile({ text, options }: GoldenCase): CompiledTemplate {
  const language = options.placeholders === undefined ? sqibs : languageOf(...options.placeholders);
  return compileTemplate(text, { ...language, conditionals: options.conditionals ?? true });
}

function renderCase(example: GoldenCase): RenderedTemplate {
  return renderTemplate(compile(example), scopeOf(example.data, extra), {
    ...body,
    kind: example.options.kind ?? 'body',
    insertion: example.options.insertion ?? 'json-safe',
    maximumCodePoints: example.options.maximum ?? null,
  });
}

function apply(text: string, edits: readonly TextEdit[]): string {
  let out = text;
  for (const { range, text: written } of [...edits].sort((one, other) => other.range.start - one.range.start)) {
    out = out.slice(0, range.start) + written + out.slice(range.end);
  }
  return out;
}

function quote(text: string, { start, end }: TextRange): string {
  return `«${text.slice(start, end)}»`;
}

/** Characters that an editor would hide or act on, as their codes. */
function showControls(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.charCodeAt(0);
      const hidden = code < 0x20 || code === 0x7f || [0x2028, 0x2029, 0x202e, 0xfeff].includes(code);
      return hidden ? `<${code.toString(16)}>` : character;
    })
    .join('');
}

checkGolden('render', (example) => {
  const rendered = renderCase(example);
  const { text, used, cut, unknown, missing, replaced } = rendered;
  const notes = [
    cut ? `cut from ${used}` : '',
    unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : '',
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    replaced.length > 0 ? `replaced: ${replaced.join(', ')}` : '',
  ];
  return [text, ...notes.filter((note) => note !== '')].join('\n');
});

checkGolden('segments', (example) => {
  const rendered = renderCase(example);
  return rendered
    .segments()
    .map(({ template, output, kind }) => `${kind} ${quote(example.text, template)} -> ${quote(rendered.text, output)}`)
    .join('\n');
});

checkGolden('diagnostics', (example) => {
  const rendered = renderCase(example);
  const json = example.options.json ?? true;
  const found = diagnoseTemplate(rendered.template, rendered, json);
  return found
    .flatMap(({ range, severity, code, message, fixes, blocksSend }) => [
      `${severity} ${code} at ${range.start} ${quote(example.text, range)}, blocks ${blocksSend}`,
      `  ${message}`,
      ...fixes.map(
        ({ title, edits, preferred }) => `  ${preferred ? '*' : '-'} ${title}: ${apply(example.text, edits)}`,
      ),
    ])
    .join('\n');
});

checkGolden('complete', (example) => {
  const items = completeTemplate(compile(example), example.offset, scopeOf(example.data, extra), {
    json: example.options.json ?? true,
    asked: example.options.asked ?? true,
  });
  if (items.length === 0) return 'nothing';
  return items
    .map(({ label, kind, detail, sample, note, range, insertText, snippet }) => {
      const text = snippet ? insertText.replaceAll('\\}', '}') : insertText;
      const result = apply(example.text, [{ range, text }]);
      const said = `${sample === null ? '' : ` = ${sample}`}${note === null ? '' : `, ${note}`}`;
      return `${kind} ${label} (${detail})${said}\n  ${result}`;
    })
    .join('\n');
});

checkGolden('hover', (example) => {
  const hover = hoverTemplate(compile(example), example.offset, scopeOf(example.data, extra));
  if (hover === null) return 'nothing';
  const { range, title, description, sample } = hover;
  return `${quote(example.text, range)}\n${title}\n${description}\n${sample === null ? 'no sample' : `sample: ${sample}`}`;
});

checkGolden('format', (example) => {
  const { oneLine = false, json = true } = example.options;
  return apply(example.text, formatTemplate(compile(example), { json, oneLine }));
});

checkGolden('analyze', (example) => {
  const { outline, folds, tokens } = analyzeTemplate(compile(example), null, { json: example.options.json ?? true });
  const lines = (nodes: OutlineNode[], indent: string): string[] =>
    nodes.flatMap((node) => [
      `${indent}${node.kind} ${node.label}${node.detail === '' ? '' : ` (${node.detail})`} ${quote(example.text, node.selection)} in ${quote(example.text, node.range)}`,
      ...lines(node.children, `${indent}  `),
    ]);
  return [
    'outline',
    ...lines(outline, '  '),
    'folds',
    ...folds.map((range) => `  ${quote(example.text, range)}`),
    'tokens',
    ...tokens.map(({ type, range }) => `  ${type} ${quote(example.text, range)}`),
  ].join('\n');
});

checkGolden('coverage', (example) => {
  const samples = ['high', 'low', 'low'].map((urgency, at) => ({
    sampleId: `${at}`,
    name: `${urgency} ${at}`,
    scope: scopeOf(`{"incident":{"urgency":"${urgency}","status":"triggered"}}`, extra),
  }));
  return coverBranches(compile(example), { samples, chosen: scopeOf(example.data, extra) })
    .flatMap(({ conditional, branches }) => [
      quote(example.text, conditional),
      ...branches.flatMap(({ range, label, reachedBy, unreachable, exampleDataText }) => [
        `  ${label} ${quote(example.text, range)}${unreachable ? ' unreachable' : ''}`,
        `    reached by: ${reachedBy.map(({ name }) => name).join(', ') || 'none'}`,
        `    example: ${exampleDataText ?? 'none'}`,
      ]),
    ])
    .join('\n');
});

checkGolden('hostile', (example) => {
  const {
    kind = 'body',
    insertion = 'json-safe',
    maximum = null,
    json = true,
    layout = 'as-written',
  } = example.options;
  const found = runHostileValues(compile(example), {
    options: { ...body, kind, insertion, maximumCodePoints: maximum },
    layout,
    json,
    samples: [{ eventType: 'created', scope: scopeOf(example.data, extra) }],
  });
  return found
    .map(({ id, title, result, explanation, excerpt }) =>
      showControls(`${result} ${id} ${title}: ${explanation} ${excerpt}`).trimEnd(),
    )
    .join('\n');
});
