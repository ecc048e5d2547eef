import { asArray, asObject, FieldProblem, pick } from './json-fields.ts';
import { isOn, listPairs } from './postman-fields.ts';

/** The address of a Postman request: a text, or an object with `raw` or its parts. @throws FieldProblem */
export function readPostmanUrl(value: unknown, path: string, notes: string[]): string {
  if (typeof value === 'string') return value;
  const url = asObject(value, path);
  const query = pick(url, 'query');
  const parameters = Array.isArray(query) ? listPairs(query, `${path}.query`) : [];
  // Those that are switched off are in the list alone.
  const wanted = parameters.filter((field) => isOn(field, 'The parameter', notes));
  const variables = pick(url, 'variable');
  for (const { key, value: content } of Array.isArray(variables) ? listPairs(variables, `${path}.variable`) : []) {
    notes.push(
      `The path variable :${key.slice(0, 60)} is left as it is${content === '' ? '' : '; it has a value in the collection'}.`,
    );
  }
  const raw = pick(url, 'raw');
  if (typeof raw === 'string' && raw !== '') return raw;
  const host = joinParts(pick(url, 'host'), '.', `${path}.host`);
  if (host === '') throw new FieldProblem(path, 'There is no address.');
  const protocol = pick(url, 'protocol');
  const port = pick(url, 'port');
  const search = wanted.map(({ key, value: content, source }) =>
    pick(source, 'value') === null ? key : `${key}=${content}`,
  );
  return [
    typeof protocol === 'string' ? `${protocol}://` : 'http://',
    host,
    typeof port === 'string' && port !== '' ? `:${port}` : '',
    `/${joinParts(pick(url, 'path'), '/', `${path}.path`)}`,
    search.length === 0 ? '' : `?${search.join('&')}`,
  ].join('');
}

function joinParts(value: unknown, mark: string, path: string): string {
  if (typeof value === 'string') return value.startsWith(mark) ? value.slice(1) : value;
  if (value === undefined || value === null) return '';
  return asArray(value, path)
    .map((part) =>
      typeof part === 'object' && part !== null ? String(pick(asObject(part, path), 'value') ?? '') : String(part),
    )
    .join(mark);
}
