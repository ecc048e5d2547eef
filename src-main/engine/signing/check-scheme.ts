import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { findSignedHeaderProblem } from '../header-rules.ts';
import { isKeyFileAlgorithm } from './der-key.ts';
import { listSignatureHeaders } from './received.ts';

/** What does not fit together in a scheme whose shape is right, with its path in the scheme. Empty: it signs and verifies. */
export function checkScheme(scheme: SigningScheme): { path: string; message: string }[] {
  return [
    ...checkSignature(scheme),
    ...checkTimestamp(scheme),
    ...checkHeaderNames(scheme),
    ...checkMessage(scheme),
    ...checkSeparators(scheme),
    ...findCycles(scheme),
  ];
}

function checkSignature({ algorithm, claims, key, signature }: SigningScheme): { path: string; message: string }[] {
  const { container, encoding, place } = signature;
  const inClear = algorithm === 'equality';
  const problems: [wrong: boolean, path: string, message: string][] = [
    [
      algorithm === 'ed25519' && key.encoding === 'utf8',
      'key.encoding',
      'An ed25519 key is bytes: write it in “hex” or “base64”.',
    ],
    [
      isKeyFileAlgorithm(algorithm) !== (key.encoding === 'der'),
      'key.encoding',
      '“der” belongs to the algorithms “ecdsa-p256-sha256” and “rsa-sha256”, and to no other.',
    ],
    [
      !inClear && encoding === 'verbatim',
      'signature.encoding',
      '“verbatim” belongs to the algorithm “equality”, and to no other.',
    ],
    [
      (algorithm === 'jwt-hs256') !== (claims !== undefined),
      'claims',
      'Claims belong to the algorithm “jwt-hs256”, and to no other.',
    ],
    [
      algorithm === 'jwt-hs256' && (encoding !== 'base64url' || container.kind !== 'plain' || place.in === 'body'),
      'signature',
      'A token is alone in a header, in base64url.',
    ],
    [
      place.in === 'header' && place.numberedTo !== undefined && !place.name.endsWith('1'),
      'signature.place.name',
      'The name of a numbered header ends in 1.',
    ],
    [inClear && container.kind !== 'plain', 'signature.container', 'A secret that is sent as it is stands alone.'],
    [
      container.kind === 'positional' && container.fields.filter((field) => field === 'signature').length !== 1,
      'signature.container.fields',
      'Exactly one of the fields has to be the signature.',
    ],
    [inClear && place.in === 'body', 'signature.place', 'A secret is sent in a header, never in the body.'],
    [
      key.bytes !== undefined && key.bytes.minimum > key.bytes.maximum,
      'key.bytes',
      'The least number of bytes is larger than the most.',
    ],
    [
      place.in === 'header' && place.second !== undefined && place.second.toLowerCase() === place.name.toLowerCase(),
      'signature.place.second',
      'The second signature needs a header of its own.',
    ],
  ];
  return problems.flatMap(([wrong, path, message]) => (wrong ? [{ path, message }] : []));
}

function checkTimestamp({ algorithm, signature, timestamp }: SigningScheme): { path: string; message: string }[] {
  const { container } = signature;
  if (algorithm === 'jwt-hs256' && timestamp !== null) {
    return [{ path: 'timestamp', message: 'A token carries its time in a claim. Remove the timestamp.' }];
  }
  const inHeader = timestamp?.place.in === 'signature' ? timestamp.place : null;
  if (container.kind === 'positional' && container.fields.includes('timestamp') !== (inHeader !== null)) {
    return [
      {
        path: 'signature.container.fields',
        message: 'There is a field “timestamp” if, and only if, the place of the timestamp is in the signature.',
      },
    ];
  }
  if (inHeader === null) return [];
  const key = 'timestamp.place.key';
  if (container.kind === 'pairs') {
    return inHeader.key ? [] : [{ path: key, message: 'Name the key that the timestamp stands under.' }];
  }
  if (container.kind === 'positional') {
    return inHeader.key === null ? [] : [{ path: key, message: 'A field is found by its place, so the key is null.' }];
  }
  return [{ path: 'timestamp.place', message: 'This container of the signature has no place for a timestamp.' }];
}

/** Headers that signing writes, and that sending would refuse. A part that is only read may be any header. */
function checkHeaderNames({ idHeader, signature, timestamp }: SigningScheme): { path: string; message: string }[] {
  const { place } = signature;
  const written: [path: string, name: string | null | undefined][] = [
    ['signature.place.name', place.in === 'header' ? place.name : null],
    ['signature.place.second', place.in === 'header' ? place.second : null],
    ['timestamp.place.name', timestamp?.place.in === 'header' ? timestamp.place.name : null],
    ['idHeader', idHeader],
  ];
  return written.flatMap(([path, name]) => {
    const message = name ? findSignedHeaderProblem(name) : null;
    return message === null ? [] : [{ path, message }];
  });
}

const alphabets = { hex: /^[0-9a-f]+$/, base64: /^[0-9A-Za-z+/=]+$/, base64url: /^[0-9A-Za-z_-]+$/, verbatim: null };

/** A separator of characters that signatures are made of would cut some of them in two. */
function checkSeparators({ signature }: SigningScheme): { path: string; message: string }[] {
  const { container, encoding } = signature;
  const named = Object.entries(container).filter(
    // What is behind the first one of these two is not searched for another.
    ([field]) => field.endsWith('eparator') && field !== 'keySeparator' && field !== 'tagSeparator',
  );
  return named.flatMap(([field, text]) =>
    alphabets[encoding]?.test(String(text))
      ? [
          {
            path: `signature.container.${field}`,
            message: `“${text}” can occur within a signature in ${encoding}. Choose a character that cannot.`,
          },
        ]
      : [],
  );
}

/**
 * Places that need one another: a signature cannot cover the place in which it stands, and one place cannot hold two things.
 * Header names are compared without their case (RFC 9110, section 5.1).
 */
function findCycles({ idHeader, message, signature, timestamp }: SigningScheme): { path: string; message: string }[] {
  const { place } = signature;
  const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  const holdsSignature = (name: string): boolean =>
    place.in === 'header' && listSignatureHeaders(place, place.name).some((header) => isSame(header, name));
  const time = timestamp?.place;
  const found = message.flatMap((part, index) => {
    const path = `message[${index}]`;
    if (part.part === 'header' && holdsSignature(part.name)) {
      const text = `The signature is in the header ${part.name}, so what is signed cannot hold it. Remove this part.`;
      return [{ path: `${path}.name`, message: text }];
    }
    const isInside = part.part === 'body-field' && place.in === 'body' && overlaps(part.path, place.path);
    if (!isInside) return [];
    const text = `The signature is in the field ${place.path}, so what is signed cannot hold it. Remove this part.`;
    return [{ path: `${path}.path`, message: text }];
  });
  const inTwoUses = (path: string, name: string) => ({
    path,
    message: `${name} has another use in this scheme already. Choose another one.`,
  });
  if (idHeader !== null && holdsSignature(idHeader)) found.push(inTwoUses('idHeader', idHeader));
  if (time?.in === 'header' && (holdsSignature(time.name) || (idHeader !== null && isSame(time.name, idHeader)))) {
    found.push(inTwoUses('timestamp.place.name', time.name));
  }
  if (time?.in === 'body' && place.in === 'body' && overlaps(time.path, place.path)) {
    found.push(inTwoUses('timestamp.place.path', time.path));
  }
  const { container } = signature;
  if (time?.in === 'signature' && container.kind === 'pairs' && time.key === container.key) {
    found.push(inTwoUses('timestamp.place.key', `The key “${container.key}”`));
  }
  return found;
}

/** Whether one of two fields is the other, or holds it. */
function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

function checkMessage({ algorithm, message, signature, timestamp, idHeader }: SigningScheme) {
  const needs = message.flatMap(({ part }, index) => {
    const path = `message[${index}]`;
    if (part === 'timestamp' && timestamp === null) return [{ path, message: 'There is no timestamp to sign.' }];
    if (part === 'id' && idHeader === null)
      return [{ path, message: 'An id is signed only where a header carries it.' }];
    const holdsItself = signature.place.in === 'body' && (part === 'body' || part === 'form-params');
    return holdsItself ? [{ path, message: 'A signature inside the body cannot cover the whole body.' }] : [];
  });
  const empty = algorithm !== 'equality' && algorithm !== 'jwt-hs256' && message.length === 0;
  return empty ? [...needs, { path: 'message', message: 'Nothing is signed. Name at least the body.' }] : needs;
}
