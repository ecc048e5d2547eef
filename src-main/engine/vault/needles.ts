/** Below this, ordinary text would be taken for the secret. */
const SHORTEST = 4;

/**
 * Every spelling in which a secret may turn up in a request, a log or an error: as it is, each of its lines, base64 and
 * base64url (also in the middle of something longer, as in Basic credentials, and of UTF-16), hex, URL-encoded, JSON-escaped where
 * that is necessary or everywhere, and as HTML writes it.
 * @returns distinct texts of at least four characters; none for a shorter secret.
 */
export function spellSecret(secret: string): string[] {
  const spellings = new Set<string>();
  for (const raw of listParts(secret)) for (const spelling of spell(raw)) spellings.add(spelling);
  return [...spellings].filter((spelling) => spelling.length >= SHORTEST);
}

/** The same in UTF-16, of either byte order: bytes, one Latin-1 character each. */
export function spellWide(secret: string): string[] {
  return listParts(secret).flatMap((raw) => encodeWide(raw).map((bytes) => bytes.toString('latin1')));
}

function listParts(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  const parts = new Set([secret, secret.trim(), ...lines.map((line) => line.trim())]);
  return [...parts].filter((part) => part.length >= SHORTEST);
}

function* spell(raw: string): Generator<string> {
  const bytes = Buffer.from(raw, 'utf8');
  yield raw;
  for (const encoded of [bytes, ...encodeWide(raw)]) {
    for (const base64 of spellBase64(encoded)) {
      yield base64;
      yield base64.replaceAll('+', '-').replaceAll('/', '_');
    }
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
  const toCode = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  for (const escaped of [
    json.replace(/[^ -~]/g, toCode),
    Array.from({ length: raw.length }, (_, index) => toCode(raw.charAt(index))).join(''),
  ]) {
    yield escaped;
    yield escaped.replace(/\\u..../g, (code) => `\\u${code.slice(2).toUpperCase()}`);
  }
  yield* spellHtml(raw);
}

/** With entities for what HTML must escape, for that and all beyond ASCII, and for every character. */
function* spellHtml(raw: string): Generator<string> {
  const decimal = (sign: string): string => `&#${sign.codePointAt(0)};`;
  const hex = (sign: string): string => `&#x${sign.codePointAt(0)?.toString(16)};`;
  const upper = (sign: string): string => `&#x${sign.codePointAt(0)?.toString(16).toUpperCase()};`;
  for (const apostrophe of ["'", '&#39;', '&#x27;', '&apos;']) {
    for (const quote of ['"', '&quot;', '&#34;', '&#x22;']) {
      const named = raw
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', quote)
        .replaceAll("'", apostrophe);
      yield named;
      for (const write of [decimal, hex, upper]) yield named.replace(/[^ -~]/gu, write);
    }
  }
  for (const write of [decimal, hex, upper]) yield [...raw].map(write).join('');
}

/** UTF-16, little-endian and big-endian. */
function encodeWide(raw: string): Buffer[] {
  const little = Buffer.from(raw, 'utf16le');
  return [little, Buffer.from(little).swap16()];
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
