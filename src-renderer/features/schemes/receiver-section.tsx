import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldRow, Section } from '../../ui/section.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import type { SchemeFormProps } from './form-parts.ts';
import { without } from './scheme-edits.ts';

/** What belongs to the address, and what a receiver answers to a request that fails. */
export function ReceiverSection({ scheme, change, at }: SchemeFormProps) {
  const { rejection } = scheme;
  const put = (field: string, next: SigningScheme['rejection']): void =>
    change(`rejection.${field}`, (before) => ({ ...before, rejection: next }));
  return (
    <Section title="Address and answer">
      <Checkbox
        label="The port of a signed URL is optional"
        hint="A verifier tries the URL with and without it."
        checked={scheme.urlPortOptional === true}
        onChange={(on) =>
          change('urlPortOptional', (before) =>
            on ? { ...before, urlPortOptional: true } : without(before, 'urlPortOptional'),
          )
        }
      />
      <TextField
        label="Query parameter with the hash of the body"
        optional
        mono
        placeholder="bodySHA256"
        hint="SHA-256 in hex, added to the URL."
        value={scheme.bodyHashParameter ?? ''}
        problems={at('bodyHashParameter')}
        onChange={(text) =>
          change('bodyHashParameter', (before) =>
            text === '' ? without(before, 'bodyHashParameter') : { ...before, bodyHashParameter: text },
          )
        }
      />
      <Checkbox
        label="The receiver refuses what fails"
        hint="The capture server answers like this."
        checked={rejection !== null}
        onChange={(on) => put('on', on ? { status: 401, body: 'invalid signature' } : null)}
      />
      {rejection !== null && (
        <>
          <FieldRow>
            <NumberField
              label="Status"
              min={200}
              max={599}
              value={rejection.status}
              problems={at('rejection.status')}
              onChange={(status) => put('status', { ...rejection, status })}
            />
            <TextField
              label="Answer"
              mono
              value={rejection.body}
              problems={at('rejection.body')}
              onChange={(body) => put('body', { ...rejection, body })}
            />
          </FieldRow>
          <TextField
            label="Answer to a request without a signature"
            optional
            mono
            placeholder={rejection.body}
            value={rejection.missing ?? ''}
            problems={at('rejection.missing')}
            onChange={(missing) =>
              put('missing', missing === '' ? without(rejection, 'missing') : { ...rejection, missing })
            }
          />
        </>
      )}
    </Section>
  );
}
