import type { SignatureContainer, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { cutPrefix } from './cut-prefix.ts';

export type Unpacked = { ok: true; signatures: string[]; timestamp: string | null } | { ok: false; message: string };

/**
 * Writes the value of the signature header.
 * @param signature encoded, without the scheme's prefix
 * @param timestamp as it reads on the wire; only used where the scheme keeps it in this header
 * @param others further signatures, by other secrets; left out where `holdsSeveral` is false
 */
export function packSignature(
  scheme: SigningScheme,
  signature: string,
  timestamp: string,
  others: readonly string[] = none,
): string {
  const { container, prefix } = scheme.signature;
  const marked = prefix + signature;
  // Most requests have one signature, and a list of one costs a tenth of the whole signing.
  if (others.length === 0 || !holdsSeveral(container)) return packOne(scheme, marked, timestamp);
  const all = [marked, ...others.map((other) => prefix + other)];
  switch (container.kind) {
    case 'plain':
      return marked;
    case 'list':
      return all.join(container.separator);
    case 'tagged':
      return all.map((one) => container.tag + container.tagSeparator + one).join(container.entrySeparator);
    case 'positional':
      return [packOne(scheme, marked, timestamp), ...all.slice(1)].join(container.separator);
    case 'pairs': {
      const { key, keySeparator, pairSeparator, groupSeparator } = container;
      if (groupSeparator !== undefined) return all.map((one) => packOne(scheme, one, timestamp)).join(groupSeparator);
      const further = all.slice(1).map((one) => pairSeparator + key + keySeparator + one);
      return packOne(scheme, marked, timestamp) + further.join('');
    }
  }
}

function packOne(scheme: SigningScheme, marked: string, timestamp: string): string {
  const { container } = scheme.signature;
  switch (container.kind) {
    case 'plain':
    case 'list':
      return marked;
    case 'tagged':
      return container.tag + container.tagSeparator + marked;
    case 'positional':
      return joinFields(container, marked, timestamp);
    case 'pairs': {
      const { key, keySeparator, pairSeparator } = container;
      const timestampKey = timestampKeyOf(scheme);
      const time = timestampKey === null ? '' : timestampKey + keySeparator + timestamp + pairSeparator;
      return time + key + keySeparator + marked;
    }
  }
}

function joinFields(container: SignatureContainer & { kind: 'positional' }, marked: string, timestamp: string): string {
  let joined: string | null = null;
  for (const field of container.fields) {
    const value = field === 'signature' ? marked : timestamp;
    joined = joined === null ? value : joined + container.separator + value;
  }
  return joined ?? '';
}

const none: readonly string[] = [];

/** Whether one value can hold the signatures of several secrets. */
export function holdsSeveral(container: SignatureContainer): boolean {
  return container.kind === 'positional' ? container.repeats === true : container.kind !== 'plain';
}

/**
 * Takes the value of the signature header apart. Several signatures are what a sender writes while its secret changes.
 * @returns the encoded signatures without prefix, at least one, or a sentence that says what is wrong with the value.
 */
export function unpackSignature(scheme: SigningScheme, value: string): Unpacked {
  const { container, prefix } = scheme.signature;
  const raw = splitContainer(container, timestampKeyOf(scheme), value);
  if (!raw.ok) return raw;
  const signatures: string[] = [];
  for (const marked of raw.signatures) {
    const signature = cutPrefix(scheme.signature, marked);
    if (signature === null) return refuse(`does not begin with "${prefix}"`);
    signatures.push(signature);
  }
  return { ...raw, signatures };
}

function splitContainer(container: SignatureContainer, timestampKey: string | null, value: string): Unpacked {
  switch (container.kind) {
    case 'plain':
      return { ok: true, signatures: [value], timestamp: null };
    case 'list':
      return { ok: true, signatures: value.split(container.separator).map((one) => one.trim()), timestamp: null };
    case 'positional':
      return splitFields(container, value);
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

function splitFields(container: SignatureContainer & { kind: 'positional' }, value: string): Unpacked {
  const fields = value.split(container.separator);
  const count = container.fields.length;
  if (container.repeats === true ? fields.length < count : fields.length !== count) {
    const form = container.fields.join(container.separator);
    const wanted = container.repeats === true ? `at least ${count}` : count;
    return refuse(`should read ${form}, which is ${wanted} fields; it has ${fields.length}`);
  }
  return {
    ok: true,
    signatures: fields.filter((_, index) => (container.fields[index] ?? 'signature') === 'signature'),
    timestamp: fields.find((_, index) => container.fields[index] === 'timestamp') ?? null,
  };
}

function splitPairs(
  container: SignatureContainer & { kind: 'pairs' },
  timestampKey: string | null,
  value: string,
): Unpacked {
  if (container.groupSeparator !== undefined) return splitGroups(container, timestampKey, value);
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

/** The groups are signed at one time: a sender that signs with two secrets writes one group for each. */
function splitGroups(
  { groupSeparator = '', ...container }: SignatureContainer & { kind: 'pairs' },
  timestampKey: string | null,
  value: string,
): Unpacked {
  const signatures: string[] = [];
  const timestamps = new Set<string | null>();
  for (const group of value.split(groupSeparator)) {
    const unpacked = splitPairs(container, timestampKey, group);
    if (!unpacked.ok) return unpacked;
    signatures.push(...unpacked.signatures);
    timestamps.add(unpacked.timestamp);
  }
  if (timestamps.size > 1) return refuse(`has a different "${timestampKey}${container.keySeparator}…" in each group`);
  return { ok: true, signatures, timestamp: [...timestamps][0] ?? null };
}

function timestampKeyOf(scheme: SigningScheme): string | null {
  return scheme.timestamp?.place.in === 'signature' ? scheme.timestamp.place.key : null;
}

function refuse(message: string): Unpacked {
  return { ok: false, message };
}
