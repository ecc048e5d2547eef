import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { asOctets, type JsonObject, pick } from './json-fields.ts';

/**
 * Writes the authorization of a request, its folder or its collection as Postman would: into `headers`, or the query.
 * @returns the address
 */
export function addPostmanAuth(value: unknown, url: string, headers: HeaderPair[], notes: string[]): string {
  if (typeof value !== 'object' || value === null) return url;
  const type = pick(value as JsonObject, 'type');
  if (typeof type !== 'string' || type === 'noauth') return url;
  const read = createReader(pick(value as JsonObject, type));
  const setHeader = (name: string, content: string): void => {
    if (headers.some(([each]) => each.toLowerCase() === name.toLowerCase())) {
      notes.push(`There is a header ${name} already, so the authorization (${type}) is left out.`);
    } else {
      headers.push([name, asOctets(content, `auth.${type}`)]);
      notes.push(`${name} is written from the authorization (${type}).`);
    }
  };
  if (type === 'bearer') setHeader('Authorization', `Bearer ${read('token')}`);
  else if (type === 'basic') {
    const user = `${read('username')}:${read('password')}`;
    setHeader('Authorization', `Basic ${Buffer.from(user, 'utf8').toString('base64')}`);
    if (user.includes('{{')) notes.push('The user or its password is a variable, which is inside of base64 now.');
  } else if (type === 'apikey' && read('in') === 'query') {
    notes.push('The key of the authorization is written into the query.');
    const [front = '', ...fragment] = url.split('#');
    const pair = `${encodeURIComponent(read('key'))}=${encodeURIComponent(read('value'))}`;
    return [`${front}${front.includes('?') ? '&' : '?'}${pair}`, ...fragment].join('#');
  } else if (type === 'apikey') setHeader(read('key') || 'X-Api-Key', read('value'));
  else if (type === 'oauth2' && read('accessToken') !== '' && read('addTokenTo') !== 'queryParams') {
    setHeader('Authorization', `${read('headerPrefix').trim() || 'Bearer'} ${read('accessToken')}`);
  } else {
    notes.push(`Authorization of the kind “${type.slice(0, 40)}” is made when a request is sent, so it is left out.`);
  }
  return url;
}

/** Format 2.1 has a list of keys and values, 2.0 an object. */
function createReader(value: unknown): (key: string) => string {
  const toText = (content: unknown): string =>
    typeof content === 'string' ? content : content === undefined || content === null ? '' : JSON.stringify(content);
  return (key) => {
    if (!Array.isArray(value)) {
      return typeof value === 'object' && value !== null ? toText(pick(value as JsonObject, key)) : '';
    }
    const entry = (value as readonly unknown[]).find(
      (each) => typeof each === 'object' && each !== null && pick(each as JsonObject, 'key') === key,
    );
    return entry === undefined ? '' : toText(pick(entry as JsonObject, 'value'));
  };
}
