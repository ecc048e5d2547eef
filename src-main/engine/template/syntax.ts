import type { TextRange } from '../../../src-preload/contract/template.ts';
import type { PlaceholderName } from './language.ts';

// What the parser makes of a text. Text that is neither placeholder nor conditional is not in the tree: it is what lies between. All
// offsets are UTF-16 code units, ends exclusive. A tree is made of any text; where it is wrong, the problems say so.

export interface PlaceholderNode {
  kind: 'placeholder';
  start: number;
  end: number;
  nameStart: number;
  nameEnd: number;
  name: PlaceholderName;
  /** Without its closing braces, or without a name, it is text when rendered. */
  complete: boolean;
}

export interface Condition {
  /** From `(` to past `)`, as far as they are there. */
  start: number;
  end: number;
  left: TextRange;
  operator: TextRange;
  right: TextRange;
  /** As written, without the spaces around it. */
  path: string;
  value: string;
  /** What is tested; a slip of the service's document is already read as what it means. */
  name: PlaceholderName;
  /** Whether there is a `==` with something on both sides. */
  complete: boolean;
}

/** `return(…)`; `content` is what lies between the outer parentheses. */
export interface ReturnNode {
  start: number;
  end: number;
  content: TextRange;
  placeholders: PlaceholderNode[];
  /** Whether its parentheses are there and balance. */
  sound: boolean;
}

/** `if(…) return(…);`, or a `return(…);` that stands alone. */
export interface BranchNode {
  start: number;
  end: number;
  /** Null for the `return` that stands alone. */
  condition: Condition | null;
  /** Null where it is missing. */
  result: ReturnNode | null;
}

export interface ConditionalNode {
  kind: 'conditional';
  start: number;
  end: number;
  /** Where the inside ends: at the closing braces, or where reading stopped. */
  innerEnd: number;
  closed: boolean;
  branches: BranchNode[];
  /** Nothing of it can be understood, so it is text when rendered. */
  opaque: boolean;
}

export type TemplateNode = PlaceholderNode | ConditionalNode;
