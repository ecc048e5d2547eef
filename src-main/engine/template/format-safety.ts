import type { ParsedTemplate } from './parser.ts';
import type { ConditionalNode, ReturnNode } from './syntax.ts';

/**
 * Whether every conditional of a template leaves the JSON around it as it was: no branch opens or closes a string, an object or an array
 * that the text around it closes or opens. Only then is it sure, without knowing the branch, which white space means something.
 */
export function leavesJsonAsItWas(parsed: ParsedTemplate): boolean {
  let inString = false;
  let at = 0;
  for (const node of parsed.nodes) {
    inString = followString(parsed.text, at, node.start, inString);
    if (node.kind === 'conditional' && !isContained(parsed, node, inString)) return false;
    at = node.end;
  }
  return true;
}

function isContained({ text }: ParsedTemplate, { branches }: ConditionalNode, inString: boolean): boolean {
  return branches.every(({ result }) => result === null || isBalanced(literalOf(text, result), inString));
}

/** What a `return` emits without its placeholders, whose values never open or close anything. */
function literalOf(text: string, { content, placeholders }: ReturnNode): string {
  let literal = '';
  let at = content.start;
  for (const { start, end } of placeholders) {
    literal += text.slice(at, start);
    at = end;
  }
  return literal + text.slice(at, content.end);
}

/** Within a string no unescaped quote may come; elsewhere strings and brackets must close in the text itself. */
function isBalanced(literal: string, inString: boolean): boolean {
  if (inString) return literal.length === 0 || followString(literal, 0, literal.length, true, true);
  const open: string[] = [];
  let quoted = false;
  for (let at = 0; at < literal.length; at += 1) {
    const character = literal.charAt(at);
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') open.push('}');
    else if (character === '[') open.push(']');
    else if ((character === '}' || character === ']') && open.pop() !== character) return false;
  }
  return !quoted && open.length === 0;
}

/** Whether a string is open after the text; with `throughout`, whether it was never closed in it. */
function followString(text: string, start: number, end: number, inString: boolean, throughout = false): boolean {
  let quoted = inString;
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    if (throughout && !quoted) return false;
  }
  return quoted;
}
