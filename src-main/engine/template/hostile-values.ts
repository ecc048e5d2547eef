import { JsonNumber, JsonObject, type JsonValue } from './json-value.ts';

export interface HostileValue {
  id: string;
  title: string;
  /** Undefined: the event has none. */
  value: JsonValue | undefined;
  /** What to know of it even where nothing goes wrong. */
  remark: string;
}

const veryLong = 30_000;

/** What real events hold sooner or later. */
export const hostileValues: readonly HostileValue[] = [
  { id: 'quotes', title: 'Quotes', value: `She said "it's down"`, remark: '' },
  { id: 'backslashes', title: 'Backslashes', value: 'C:\\new\\table\\', remark: '' },
  { id: 'newlines', title: 'Line breaks and tabs', value: 'first\nsecond\r\n\tthird', remark: '' },
  {
    id: 'controls',
    title: 'Control characters',
    value: 'bell\u0007, null\u0000, escape\u001b[31m, delete\u007f',
    remark: '',
  },
  {
    id: 'separators',
    title: 'Line separators and a byte order mark',
    value: '\ufeffline\u2028paragraph\u2029end',
    remark: 'JSON allows them as they are; JavaScript source before 2019 does not.',
  },
  { id: 'emoji', title: 'Emoji and combining marks', value: '👩‍🚒 e\u0301 𝒳', remark: '' },
  {
    id: 'right-to-left',
    title: 'Right-to-left override',
    value: 'invoice\u202egpj.exe',
    remark: 'What follows the override is shown backwards where the receiver does not strip it.',
  },
  {
    id: 'lone-surrogate',
    title: 'Half of a character',
    value: 'cut\ud83d here',
    remark: 'In JSON it is sent as an escape, which some receivers refuse.',
  },
  {
    id: 'template',
    title: 'Braces of a template',
    value: '{{user}} {{{ if(a==b) return(c); }}}',
    remark: 'Values are never expanded again.',
  },
  { id: 'markup', title: 'Markup', value: "</script><!-- & 'x' -->", remark: '' },
  { id: 'empty', title: 'Empty text', value: '', remark: '' },
  { id: 'null', title: 'null', value: null, remark: '' },
  { id: 'missing', title: 'No value', value: undefined, remark: '' },
  { id: 'boolean', title: 'false', value: false, remark: '' },
  {
    id: 'big-number',
    title: 'A number beyond 2^53',
    value: new JsonNumber('12345678901234567890'),
    remark: 'Its digits are kept; a receiver that reads numbers as doubles gets 12345678901234567000.',
  },
  {
    id: 'object',
    title: 'An object',
    value: new JsonObject(new Map<string, JsonValue>([['a "key"', 'text']]), '{"a \\"key\\"": "text"}'),
    remark: '',
  },
  // Written out: formatting a number loads tables of languages, which takes longer than most of what a start does.
  { id: 'long', title: '30,000 characters', value: 'long '.repeat(veryLong / 5), remark: '' },
];
