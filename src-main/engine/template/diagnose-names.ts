import type { Diagnostic, PlaceholderSpec } from '../../../src-preload/contract/template.ts';
import { findLoneSurrogates } from './code-points.ts';
import { Diagnostics, fix, quoteForMessage } from './diagnostics.ts';
import { escapeUnit } from './json-escape.ts';
import type { LanguageIndex } from './language.ts';
import type { ParsedTemplate } from './parser.ts';
import { suggestName } from './suggest.ts';
import type { Condition, PlaceholderNode } from './syntax.ts';

const maximumSurrogates = 200;

/** Everything that is wrong with a template whatever the event: the grammar's problems and names and values that the service does not know. */
export function diagnoseNames(parsed: ParsedTemplate): Diagnostic[] {
  const diagnostics = new Diagnostics();
  for (const node of parsed.nodes) {
    if (node.kind === 'placeholder') {
      diagnosePlaceholder(diagnostics, parsed.index, node);
      continue;
    }
    for (const { condition, result } of node.branches) {
      if (condition !== null) diagnoseCondition(diagnostics, parsed.index, condition);
      for (const placeholder of result?.placeholders ?? []) diagnosePlaceholder(diagnostics, parsed.index, placeholder);
    }
  }
  diagnoseSurrogates(diagnostics, parsed.text);
  diagnostics.list.push(...parsed.problems);
  return diagnostics.sorted();
}

function diagnosePlaceholder(diagnostics: Diagnostics, index: LanguageIndex, node: PlaceholderNode): void {
  if (!node.complete || node.name.spec !== null) return;
  diagnostics.report('unknown-placeholder', node.start, node.end, () => {
    const { path } = node.name;
    const meant = index.bySlip.get(path)?.path ?? suggestName(path, index.byPath.keys());
    const hint = meant === null ? '' : ` Did you mean ${quoteForMessage(meant)}?`;
    return {
      message: `The service has no placeholder ${quoteForMessage(path)}. It is sent as written.${hint}`,
      blocksSend: 'until-confirmed',
      fixes: meant === null ? [] : [fix(`Replace by ${meant}`, node.nameStart, node.nameEnd, meant)],
    };
  });
}

function diagnoseCondition(diagnostics: Diagnostics, index: LanguageIndex, condition: Condition): void {
  const { left, path, name } = condition;
  if (name.path !== path && name.spec !== null) {
    diagnostics.report('condition-slip', left.start, left.end, () => ({
      message: `${quoteForMessage(path)} is a slip of the document. It is read as \`${name.path}\`; did you mean ${name.path}?`,
      severity: 'warning',
      blocksSend: 'no',
      fixes: [fix(`Replace by ${name.path}`, left.start, left.end, name.path)],
    }));
  }
  const values = name.spec?.values ?? null;
  if (values === null) diagnoseTested(diagnostics, index, condition);
  else if (condition.complete && !index.language.openValues && !values.includes(condition.value))
    diagnoseValue(diagnostics, condition, values);
  else if (condition.operator.start < condition.operator.end && condition.value === '') {
    const { start, end } = condition.operator;
    diagnostics.report('condition-value-unknown', start, end, () => ({
      message: `A value is missing after \`==\`. ${values.length === 0 ? 'Write one.' : `\`${name.path}\` can be ${listValues(values)}.`}`,
      fixes: values.map((value, rank) =>
        fix(`Insert ${value}`, condition.right.start, condition.right.end, value, rank === 0),
      ),
    }));
  }
}

function diagnoseTested(diagnostics: Diagnostics, index: LanguageIndex, condition: Condition): void {
  const { left, path, name } = condition;
  const end = Math.max(left.end, left.start);
  diagnostics.report(
    'condition-not-allowed',
    path === '' ? condition.start : left.start,
    path === '' ? condition.end : end,
    () => {
      const allowed = index.testable.map((spec: PlaceholderSpec) => spec.path);
      const meant = suggestName(path, allowed);
      const what =
        path === ''
          ? 'A condition begins with a placeholder.'
          : name.spec === null
            ? `The service has no placeholder ${quoteForMessage(path)}.`
            : `${quoteForMessage(path)} cannot stand in \`if\`.`;
      const list = allowed.length === 0 ? 'This service allows none.' : `Allowed: ${listValues(allowed)}.`;
      return {
        message: `${what} ${list}`,
        fixes: meant === null ? [] : [fix(`Replace by ${meant}`, left.start, left.end, meant)],
      };
    },
  );
}

function diagnoseValue(diagnostics: Diagnostics, condition: Condition, values: readonly string[]): void {
  const { right, value, name } = condition;
  diagnostics.report('condition-value-unknown', right.start, right.end, () => {
    const bare = value.replaceAll('"', '').replaceAll("'", '').trim();
    const meant = values.includes(bare) ? bare : suggestName(bare, values);
    const quoted = bare !== value ? ' Values stand without quotes.' : '';
    return {
      message: `\`${name.path}\` is never ${quoteForMessage(value)}, so this branch is not taken.${quoted} It can be ${listValues(values)}.`,
      blocksSend: 'until-confirmed',
      fixes: meant === null ? [] : [fix(`Replace by ${meant}`, right.start, right.end, meant)],
    };
  });
}

function listValues(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}

function diagnoseSurrogates(diagnostics: Diagnostics, text: string): void {
  for (const at of findLoneSurrogates(text, maximumSurrogates)) {
    const escaped = escapeUnit(text.charCodeAt(at));
    diagnostics.report('lone-surrogate', at, at + 1, () => ({
      message: 'Half of a character stands here, which cannot be encoded. It is sent as U+FFFD (�).',
      blocksSend: 'until-confirmed',
      fixes: [fix('Remove it', at, at + 1, ''), fix(`Write ${escaped}, for JSON strings`, at, at + 1, escaped, false)],
    }));
  }
}
