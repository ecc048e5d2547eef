import type { SignatureContainer, SigningScheme } from '../../../src-preload/contract/signing.ts';

export type Unpacked = { ok: true; signatures: string[]; timestamp: string | null } | { ok: false; message: string };

/**
 * Writes the value of the signature header.
 * @param signature encoded, without the scheme's prefix
 * @param timestamp as it stands on the wire; only used where the scheme keeps it in this header
 */
export function packSignature(scheme: SigningScheme, signature: string, timestamp: string): string {
  const { container, prefix } = scheme.signature;
  const marked = prefix + signature;
  switch (container.kind) {
    case 'plain':
      return marked;
    case 'tagged':
      return container.tag + container.tagSeparator + marked;
    case 'positional':
      return container.fields.map((field) => (field === 'signature' ? marked : timestamp)).join(container.separator);
    case 'pairs': {
      const own = container.key + container.keySeparator + marked;
      const timestampKey = timestampKeyOf(scheme);
      return timestampKey === null
        ? own
        : timestampKey + container.keySeparator + timestamp + container.pairSeparator + own;
    }
  }
}

/**
 * Takes the value of the signature header apart. Several signatures are what a sender writes while its secret changes.
 * @returns the encoded signatures without prefix, at least one, or a sentence that says what is wrong with the value.
 */
export function unpackSignature(scheme: SigningScheme, value: string): Unpacked {
  const { container, prefix } = scheme.signature;
  const raw = splitContainer(container, timestampKeyOf(scheme), value);
  if (!raw.ok) return raw;
  const foreign = raw.signatures.find((signature) => !signature.startsWith(prefix));
  if (foreign !== undefined) return refuse(`does not begin with "${prefix}"`);
  return { ...raw, signatures: raw.signatures.map((signature) => signature.slice(prefix.length)) };
}

function splitContainer(container: SignatureContainer, timestampKey: string | null, value: string): Unpacked {
  switch (container.kind) {
    case 'plain':
      return { ok: true, signatures: [value], timestamp: null };
    case 'positional': {
      const fields = value.split(container.separator);
      if (fields.length !== container.fields.length) {
        const form = container.fields.join(container.separator);
        return refuse(`should read ${form}, which is ${container.fields.length} fields; it has ${fields.length}`);
      }
      return {
        ok: true,
        signatures: fields.filter((_, index) => container.fields[index] === 'signature'),
        timestamp: fields.find((_, index) => container.fields[index] === 'timestamp') ?? null,
      };
    }
    case 'tagged': {
      const head = container.tag + container.tagSeparator;
      const entries = value.split(container.entrySeparator).filter((entry) => entry.startsWith(head));
      if (entries.length === 0) return refuse(`holds no entry that begins with "${head}"`);
      return { ok: true, signatures: entries.map((entry) => entry.slice(head.length)), timestamp: null };
    }
    case 'pairs':
      return splitPairs(container, timestampKey, value);
  }
}

function splitPairs(
  container: SignatureContainer & { kind: 'pairs' },
  timestampKey: string | null,
  value: string,
): Unpacked {
  const pairs = value.split(container.pairSeparator).map((pair) => {
    const at = pair.indexOf(container.keySeparator);
    return at < 0
      ? { key: pair, text: '' }
      : { key: pair.slice(0, at), text: pair.slice(at + container.keySeparator.length) };
  });
  const textsOf = (key: string) => pairs.filter((pair) => pair.key === key).map((pair) => pair.text);
  const signatures = textsOf(container.key);
  const timestamps = timestampKey === null ? [] : textsOf(timestampKey);
  if (signatures.length === 0) return refuse(`holds no "${container.key}${container.keySeparator}…"`);
  if (timestamps.length > 1) return refuse(`holds "${timestampKey}${container.keySeparator}…" more than once`);
  return { ok: true, signatures, timestamp: timestamps[0] ?? null };
}

function timestampKeyOf(scheme: SigningScheme): string | null {
  return scheme.timestamp?.place.in === 'signature' ? scheme.timestamp.place.key : null;
}

function refuse(message: string): Unpacked {
  return { ok: false, message };
}
