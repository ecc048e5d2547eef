import { Plus, X } from 'lucide-react';
import type { SigningAlgorithm, SigningScheme, TokenClaim } from '../../../src-preload/contract/signing.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { FieldRow, Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import styles from './composer.module.css';
import type { SchemeFormProps } from './form-parts.ts';
import { setAlgorithm, without } from './scheme-edits.ts';

const algorithms: readonly { value: SigningAlgorithm; label: string; hint?: string }[] = [
  { value: 'hmac-sha256', label: 'HMAC-SHA256' },
  { value: 'hmac-sha512', label: 'HMAC-SHA512' },
  { value: 'hmac-sha1', label: 'HMAC-SHA1' },
  { value: 'ed25519', label: 'Ed25519' },
  { value: 'ecdsa-p256-sha256', label: 'ECDSA P-256 with SHA-256', hint: 'The signature is DER.' },
  { value: 'rsa-sha256', label: 'RSA with SHA-256', hint: 'PKCS #1 v1.5' },
  { value: 'jwt-hs256', label: 'JSON Web Token, HS256', hint: 'Its claims say what it covers.' },
  { value: 'equality', label: 'None: the secret itself is sent' },
];

const keyEncodings: readonly { value: SigningScheme['key']['encoding']; label: string }[] = [
  { value: 'utf8', label: 'The text as it is (UTF-8)' },
  { value: 'hex', label: 'Hex' },
  { value: 'base64', label: 'Base64' },
  { value: 'der', label: 'Key file (PEM or DER)' },
];

const holdings: readonly { value: TokenClaim['holds']; label: string }[] = [
  { value: 'body-sha256', label: 'SHA-256 of the body' },
  { value: 'url-sha256', label: 'SHA-256 of the URL' },
  { value: 'issued-at', label: 'When it was issued' },
  { value: 'expires-at', label: 'When it expires' },
  { value: 'id', label: 'Message id' },
];

function Claims({ scheme, change, at }: SchemeFormProps) {
  const claims = scheme.claims ?? [];
  const put = (field: string, next: readonly TokenClaim[]): void =>
    change(field, (before) => ({ ...before, claims: next }));
  return (
    <div className={styles.parts}>
      <ol className={styles.list} aria-label="Claims of the token">
        {claims.map((claim, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: claims have no identity but their place
          <li key={index} className={styles.claim}>
            <TextField
              label={`Name of claim ${index + 1}`}
              hideLabel
              mono
              value={claim.name}
              problems={at(`claims[${index}]`)}
              onChange={(name) =>
                put(
                  `claims.${index}`,
                  claims.map((each, place) => (place === index ? { ...each, name } : each)),
                )
              }
            />
            <Select
              label={`Content of claim ${index + 1}`}
              hideLabel
              value={claim.holds}
              options={holdings}
              onChange={(holds) =>
                put(
                  'claims.holds',
                  claims.map((each, place) => (place === index ? { ...each, holds } : each)),
                )
              }
            />
            <IconButton
              size="small"
              label={`Remove claim ${index + 1}`}
              icon={<X />}
              onClick={() =>
                put(
                  'claims.remove',
                  claims.filter((_, place) => place !== index),
                )
              }
            />
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<Plus />}
        onClick={() => put('claims.add', [...claims, { name: 'iat', holds: 'issued-at' }])}
      >
        Add claim
      </Button>
    </div>
  );
}

/** How the signature is computed, and what a secret looks like. */
export function KeySection(props: SchemeFormProps) {
  const { scheme, change, at } = props;
  const { key } = scheme;
  const put = (field: string, next: SigningScheme['key']): void =>
    change(`key.${field}`, (before) => ({ ...before, key: next }));
  return (
    <Section title="Algorithm and key">
      <FieldRow>
        <Select
          label="Algorithm"
          value={scheme.algorithm}
          options={algorithms}
          problems={at('algorithm')}
          onChange={(next) => change('algorithm', setAlgorithm(next))}
        />
        <Select
          label="The secret is"
          value={key.encoding}
          options={keyEncodings}
          problems={at('key.encoding')}
          onChange={(encoding) => put('encoding', { ...key, encoding })}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label="Prefix taken off the secret"
          optional
          mono
          placeholder="whsec_"
          value={key.stripPrefix ?? ''}
          problems={at('key.stripPrefix')}
          onChange={(text) => put('stripPrefix', { ...key, stripPrefix: text === '' ? null : text })}
        />
        {(scheme.algorithm === 'ed25519' || key.publicPrefix !== undefined) && (
          <TextField
            label="Prefix of a public key"
            optional
            mono
            placeholder="whpk_"
            value={key.publicPrefix ?? ''}
            problems={at('key.publicPrefix')}
            onChange={(text) =>
              put('publicPrefix', text === '' ? without(key, 'publicPrefix') : { ...key, publicPrefix: text })
            }
          />
        )}
      </FieldRow>
      <Checkbox
        label="The sender asks for a length"
        hint="Another length works, with a warning."
        checked={key.bytes !== undefined}
        onChange={(on) => put('bytes', on ? { ...key, bytes: { minimum: 24, maximum: 64 } } : without(key, 'bytes'))}
      />
      {key.bytes !== undefined && (
        <FieldRow>
          <NumberField
            label="At least"
            unit="bytes"
            min={1}
            value={key.bytes.minimum}
            onChange={(minimum) =>
              put('bytes.minimum', { ...key, bytes: { minimum, maximum: key.bytes?.maximum ?? minimum } })
            }
          />
          <NumberField
            label="At most"
            unit="bytes"
            min={1}
            value={key.bytes.maximum}
            onChange={(maximum) =>
              put('bytes.maximum', { ...key, bytes: { maximum, minimum: key.bytes?.minimum ?? maximum } })
            }
          />
        </FieldRow>
      )}
      <Problems problems={at('key.bytes')} />
      {scheme.claims !== undefined && <Claims {...props} />}
      <Problems problems={scheme.claims === undefined ? at('claims') : []} />
    </Section>
  );
}
