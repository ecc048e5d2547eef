/** Below this, ordinary text would be taken for the secret. */
const SHORTEST = 4;

/**
 * Every spelling in which a secret may turn up in a request, a log or an error: as it is, each of its lines, base64 and
 * base64url (also in the middle of something longer, as in Basic credentials), hex, URL-encoded and JSON-escaped.
 * @returns distinct texts of at least four characters; none for a shorter secret.
 */
export function spellSecret(secret: string): string[] {
  const spellings = new Set<string>();
  const lines = secret.split(/\r\n|\r|\n/);
  for (const raw of new Set([secret, secret.trim(), ...lines.map((line) => line.trim())])) {
    if (raw.length >= SHORTEST) for (const spelling of spell(raw)) spellings.add(spelling);
  }
  return [...spellings].filter((spelling) => spelling.length >= SHORTEST);
}

function* spell(raw: string): Generator<string> {
  const bytes = Buffer.from(raw, 'utf8');
  yield raw;
  for (const base64 of spellBase64(bytes)) {
    yield base64;
    yield base64.replaceAll('+', '-').replaceAll('/', '_');
  }
  const hex = bytes.toString('hex');
  yield hex;
  yield hex.toUpperCase();
  const percent = encodePercent(raw);
  for (const encoded of [percent, percent.replaceAll('%20', '+'), encodeStrictly(percent)]) {
    yield encoded;
    yield encoded.replace(/%../g, (triple) => triple.toLowerCase());
  }
  const json = JSON.stringify(raw).slice(1, -1);
  yield json;
  yield json.replaceAll('/', '\\/');
  yield json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The whole, and the characters that do not depend on what stands before and behind, for each of the three alignments. */
function* spellBase64(bytes: Buffer): Generator<string> {
  yield bytes.toString('base64').replace(/={1,2}$/, '');
  for (let before = 0; before < 3; before += 1) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const bits = (before + bytes.length) * 8;
    yield text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
  }
}

function encodePercent(raw: string): string {
  // A lone surrogate has no UTF-8, and encodeURIComponent throws at it.
  return encodeURIComponent(Buffer.from(raw, 'utf8').toString('utf8'));
}

/** RFC 3986 reserves five characters that encodeURIComponent leaves alone. */
function encodeStrictly(percent: string): string {
  return percent.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
