import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  /** PEM text. */
  key: string;
  cert: string;
}

/** DER: tag, length, content (ITU-T X.690). */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(commonName)))));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`));
}

/**
 * Makes a certificate (RFC 5280) for a name, and for 127.0.0.1 with `localhost`: self-signed and its own authority, or signed by an
 * `issuer` of that name and an authority to nobody. Node can read certificates and not make them, and one that lies in a file is expired one day.
 */
export function makeCertificate(
  host = 'localhost',
  {
    validFrom = Date.now() - 86_400_000,
    validTo = Date.now() + 86_400_000,
    issuer,
  }: { validFrom?: number; validTo?: number; issuer?: { name: string; key: string } } = {},
): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const addresses = host === 'localhost' ? [der(0x87, Buffer.from([127, 0, 0, 1]))] : [];
  const names = sequence(der(0x82, Buffer.from(host)), ...addresses);
  const constraints = issuer ? [] : [der(0x01, Buffer.from([0xff]))];
  const extensions = sequence(
    sequence(identifier('551d11'), der(0x04, names)),
    sequence(identifier('551d13'), der(0x04, sequence(...constraints))),
  );
  const contents = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    name(issuer?.name ?? host),
    sequence(time(new Date(validFrom)), time(new Date(validTo))),
    name(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', contents, issuer ? createPrivateKey(issuer.key) : privateKey);
  const whole = sequence(contents, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}
