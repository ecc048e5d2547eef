import { isJson } from '../signing/json-field.ts';
import { LARGEST_PARSED_BODY } from '../signing/recognise/evidence.ts';
import type { KnownScheme } from '../signing/recognise/rank.ts';

/**
 * Why no signature inside the body could be looked for: it is too large, or JSON that was cut.
 * @returns a sentence; none where the body does not begin as a JSON object, or was searched
 */
export function describeUnsearchedBody(body: Buffer, known: readonly KnownScheme[]): string[] {
  if (!body.toString('utf8', 0, 256).trimStart().startsWith('{')) return [];
  const [size, most] = [body.length, LARGEST_PARSED_BODY].map((count) => count.toLocaleString('en-US'));
  if (body.length > LARGEST_PARSED_BODY) {
    return [
      `No signature inside the body was looked for: the body has ${size} bytes, and at most ${most} are searched.`,
    ];
  }
  if (isJson(body)) return [];
  const text = body.toString('utf8');
  const named = known.flatMap(({ scheme: { name, signature } }) => {
    const { place } = signature;
    return place.in === 'body' && place.path.split('.').every((key) => text.includes(JSON.stringify(key)))
      ? [name]
      : [];
  });
  const fields = named.length === 0 ? '' : `, although it has the field of ${named.slice(0, 5).join(', ')}`;
  return [
    `The body begins as JSON and is not valid JSON, so a signature inside it cannot be read${fields}. See whether it was cut or changed on the way.`,
  ];
}
