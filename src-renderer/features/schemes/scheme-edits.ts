import type {
  MessagePart,
  SignatureContainer,
  SigningAlgorithm,
  SigningScheme,
  TimestampPlace,
} from '../../../src-preload/contract/signing.ts';

type Edit = (scheme: SigningScheme) => SigningScheme;

/** The same without a property: `undefined` is no value of an optional one. */
export function without<Thing extends object, Key extends keyof Thing>(thing: Thing, key: Key): Omit<Thing, Key> {
  const { [key]: _gone, ...rest } = thing;
  return rest;
}

const keyFile: readonly SigningAlgorithm[] = ['ecdsa-p256-sha256', 'rsa-sha256'];

/** Whether the signature is made over a text of parts. */
export function signsText(algorithm: SigningAlgorithm): boolean {
  return algorithm !== 'equality' && algorithm !== 'jwt-hs256';
}

/** Another algorithm, with a key and a signature in a form that it can have. */
export function setAlgorithm(algorithm: SigningAlgorithm): Edit {
  return (scheme) => {
    const { key, signature } = scheme;
    const isToken = algorithm === 'jwt-hs256';
    const inClear = algorithm === 'equality';
    const needsBytes = algorithm === 'ed25519' && key.encoding !== 'hex' && key.encoding !== 'base64';
    const encoding: SigningScheme['key']['encoding'] = keyFile.includes(algorithm)
      ? 'der'
      : needsBytes
        ? 'hex'
        : key.encoding === 'der'
          ? 'utf8'
          : key.encoding;
    const stays = signature.encoding === 'verbatim' ? 'hex' : signature.encoding;
    const claims = isToken ? { claims: scheme.claims ?? [{ name: 'body_sha256', holds: 'body-sha256' as const }] } : {};
    const next = { ...without(scheme, 'claims'), ...claims, algorithm, key: { ...key, encoding } };
    const written = {
      ...signature,
      encoding: isToken ? ('base64url' as const) : inClear ? ('verbatim' as const) : stays,
    };
    const changed = { ...next, signature: written };
    if (signsText(algorithm)) {
      return scheme.message.length > 0 ? changed : { ...changed, message: [{ part: 'body' as const }] };
    }
    // A token and a secret that is sent are alone in a header.
    return setPlace('header')(setContainer('plain')({ ...changed, timestamp: null, message: [] }));
  };
}

const containers: { [Kind in SignatureContainer['kind']]: SignatureContainer & { kind: Kind } } = {
  plain: { kind: 'plain' },
  list: { kind: 'list', separator: ',' },
  pairs: { kind: 'pairs', pairSeparator: ',', keySeparator: '=', key: 'v1' },
  tagged: { kind: 'tagged', entrySeparator: ' ', tagSeparator: ',', tag: 'v1' },
  positional: { kind: 'positional', separator: ',', fields: ['timestamp', 'signature'] },
};

/** Another form of the header's value. A time that stood in it goes where the new form has room for it, else into a header. */
export function setContainer(kind: SignatureContainer['kind']): Edit {
  return (scheme) => {
    const { timestamp } = scheme;
    const inSignature = timestamp?.place.in === 'signature';
    const made = containers[kind];
    const container: SignatureContainer =
      made.kind === 'positional' && !inSignature ? { ...made, fields: ['signature'] } : made;
    const next = { ...scheme, signature: { ...scheme.signature, container } };
    if (timestamp === null || !inSignature) return next;
    const place: TimestampPlace =
      kind === 'pairs'
        ? { in: 'signature', key: 't' }
        : kind === 'positional'
          ? { in: 'signature', key: null }
          : { in: 'header', name: 'X-Timestamp' };
    return { ...next, timestamp: { ...timestamp, place } };
  };
}

export type TimeChoice = 'none' | TimestampPlace['in'];

/** Another place of the timestamp. Without one, it is no longer signed. */
export function setTime(choice: TimeChoice): Edit {
  return (scheme) => {
    const { signature, timestamp } = scheme;
    const { container } = signature;
    const fields = (list: readonly ('timestamp' | 'signature')[]): SigningScheme =>
      container.kind === 'positional'
        ? { ...scheme, signature: { ...signature, container: { ...container, fields: list } } }
        : scheme;
    if (choice === 'none') {
      return {
        ...fields(['signature']),
        timestamp: null,
        message: scheme.message.filter(({ part }) => part !== 'timestamp'),
      };
    }
    const places: { [Choice in TimestampPlace['in']]: TimestampPlace } = {
      header: { in: 'header', name: 'X-Timestamp' },
      signature: { in: 'signature', key: container.kind === 'positional' ? null : 't' },
      body: { in: 'body', path: 'timestamp' },
    };
    const time = { ...(timestamp ?? { unit: 's' as const }), place: places[choice] };
    const isInside = choice === 'signature';
    if (!isInside) return { ...fields(['signature']), timestamp: time };
    if (container.kind === 'positional') return { ...fields(['timestamp', 'signature']), timestamp: time };
    return { ...(container.kind === 'pairs' ? scheme : setContainer('pairs')(scheme)), timestamp: time };
  };
}

/** Where the signature is put. */
export function setPlace(place: 'header' | 'body'): Edit {
  return (scheme) => {
    const { signature } = scheme;
    if (signature.place.in === place) return scheme;
    const put =
      place === 'header' ? { in: 'header' as const, name: 'X-Signature' } : { in: 'body' as const, path: 'signature' };
    return { ...scheme, signature: { ...signature, place: put } };
  };
}

export const partKinds: readonly { kind: MessagePart['part']; label: string; make: () => MessagePart }[] = [
  { kind: 'body', label: 'Body', make: () => ({ part: 'body' }) },
  { kind: 'timestamp', label: 'Timestamp', make: () => ({ part: 'timestamp' }) },
  { kind: 'id', label: 'Message id', make: () => ({ part: 'id' }) },
  { kind: 'literal', label: 'Fixed text', make: () => ({ part: 'literal', text: '.' }) },
  { kind: 'method', label: 'Method', make: () => ({ part: 'method' }) },
  { kind: 'url', label: 'URL', make: () => ({ part: 'url' }) },
  { kind: 'path', label: 'Path and query', make: () => ({ part: 'path' }) },
  { kind: 'header', label: 'Header', make: () => ({ part: 'header', name: 'X-Nonce' }) },
  { kind: 'query', label: 'Query parameter', make: () => ({ part: 'query', name: 'name' }) },
  { kind: 'form-field', label: 'Form field', make: () => ({ part: 'form-field', name: 'name' }) },
  { kind: 'form-params', label: 'All form fields, sorted', make: () => ({ part: 'form-params' }) },
  { kind: 'body-field', label: 'Field of the JSON body', make: () => ({ part: 'body-field', path: 'data.id' }) },
];

/** A part of another kind in the place of one; a name stays where both have one. */
export function changeKind(part: MessagePart, kind: MessagePart['part']): MessagePart {
  const made = partKinds.find((each) => each.kind === kind)?.make() ?? part;
  return 'name' in part && 'name' in made ? { ...made, name: part.name } : made;
}

/** The list with one item moved to another place; as it is where there is no such place. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Adds a part, and the message id with its header or the time with its place where it needs one. */
export function addPart(kind: MessagePart['part']): Edit {
  return (scheme) => {
    const made = partKinds.find((each) => each.kind === kind)?.make();
    if (made === undefined) return scheme;
    const next = { ...scheme, message: [...scheme.message, made] };
    if (kind === 'id' && scheme.idHeader === null) return { ...next, idHeader: 'X-Webhook-Id' };
    if (kind === 'timestamp' && scheme.timestamp === null) return setTime('header')(next);
    return next;
  };
}

/** What of the scheme has no field in the form, in words. It is kept as it is. */
export function listTextOnly({ alternateHeaders, timestamp, signature }: SigningScheme): string[] {
  const { container } = signature;
  const isUsual =
    container.kind !== 'positional' || positionalForms.some(({ fields }) => fields.join() === container.fields.join());
  return [
    ...(alternateHeaders === undefined ? [] : ['the second set of header names (alternateHeaders)']),
    ...(timestamp?.otherPlaces === undefined ? [] : ['further places of the timestamp (timestamp.otherPlaces)']),
    ...(isUsual ? [] : ['the order of its fields (signature.container.fields)']),
  ];
}

export const positionalForms: readonly { label: string; fields: readonly ('timestamp' | 'signature')[] }[] = [
  { label: 'timestamp, signature', fields: ['timestamp', 'signature'] },
  { label: 'signature, timestamp', fields: ['signature', 'timestamp'] },
  { label: 'signature alone', fields: ['signature'] },
];

/** Where a scheme begins that is made from nothing. */
export const blankScheme: SigningScheme = {
  id: 'new',
  name: '',
  confidence: 'documented',
  notes: '',
  algorithm: 'hmac-sha256',
  key: { encoding: 'utf8', stripPrefix: null },
  signature: {
    place: { in: 'header', name: 'X-Signature' },
    prefix: '',
    container: { kind: 'plain' },
    encoding: 'hex',
  },
  timestamp: null,
  idHeader: null,
  message: [{ part: 'body' }],
  tolerance: { past: 300, future: 300 },
  rejection: null,
};
