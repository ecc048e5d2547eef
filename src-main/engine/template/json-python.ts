import { escapeUnit } from './json-escape.ts';
import { unescapeJsonText } from './json-unescape.ts';
import { walkJson } from './json-walk.ts';

/** A piece of JSON that Python writes otherwise when it has read it. */
export interface PythonDifference {
  /** UTF-16 offset of the piece. */
  offset: number;
  written: string;
  /** What `json.dumps(json.loads(…))` writes; null: it leaves it out, because the key comes again. */
  python: string | null;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

/**
 * Where JSON differs from what Python's `json.dumps` writes of it: floating-point numbers, escapes and repeated keys. White
 * space is not looked at. Empty for text that is not JSON. At most `maximum` differences.
 */
export function findPythonDifferences(text: string, maximum: number): PythonDifference[] {
  const found: PythonDifference[] = [];
  const open: (Map<string, { start: number; end: number }> | null)[] = [];
  const add = (start: number, end: number, python: string | null): void => {
    const written = text.slice(start, end);
    if (written !== python && found.length < maximum) found.push({ offset: start, written, python });
  };
  const string = (start: number, end: number): void => {
    add(start, end, writeString(unescapeJsonText(text, start + 1, end - 1)));
  };
  const problem = walkJson(
    text,
    {
      open: (kind) => open.push(kind === 'object' ? new Map() : null),
      close: () => void open.pop(),
      key(start, end) {
        string(start, end);
        const key = unescapeJsonText(text, start + 1, end - 1);
        const before = open.at(-1)?.get(key);
        if (before !== undefined) add(before.start, before.end, null);
        open.at(-1)?.set(key, { start, end });
      },
      string,
      scalar: (start, end) => add(start, end, writeScalar(text.slice(start, end))),
      mark: () => undefined,
    },
    Number.POSITIVE_INFINITY,
  );
  return problem === null ? found.sort((one, other) => one.offset - other.offset) : [];
}

function writeString(value: string): string {
  let out = '"';
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    const unit = value.charCodeAt(at);
    out += shortEscapes[character] ?? (unit < 0x20 || unit > 0x7e ? escapeUnit(unit) : character);
  }
  return `${out}"`;
}

/** A number without a fraction or an exponent is an integer of any size; any other is a double, written by `repr`. */
function writeScalar(raw: string): string {
  if (raw === 'true' || raw === 'false' || raw === 'null') return raw;
  if (!/[.eE]/.test(raw)) return raw === '-0' ? '0' : raw;
  return writeFloat(Number(raw));
}

function writeFloat(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
