import type { SignatureContainer } from '../../../src-preload/contract/signing.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldRow, Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import styles from './composer.module.css';
import type { SchemeFormProps } from './form-parts.ts';
import { positionalForms, setContainer, setPlace, without } from './scheme-edits.ts';

const places = [
  { value: 'header', label: 'In a header' },
  { value: 'body', label: 'In the JSON body' },
] as const;

const encodings = [
  { value: 'hex', label: 'Hex, lower case' },
  { value: 'base64', label: 'Base64' },
  { value: 'base64url', label: 'Base64url' },
  { value: 'verbatim', label: 'As it is (a secret that is sent)' },
] as const;

const kinds: readonly { value: SignatureContainer['kind']; label: string; hint: string }[] = [
  { value: 'plain', label: 'The signature alone', hint: '5f1c…' },
  { value: 'pairs', label: 'Pairs of key and value', hint: 't=1700000000,v1=5f1c…' },
  { value: 'tagged', label: 'Signatures with a tag', hint: 'v1,5f1c… v1,90ab…' },
  { value: 'list', label: 'A list of signatures', hint: '5f1c…,90ab…' },
  { value: 'positional', label: 'Fields by their position', hint: '1700000000,5f1c…' },
];

/** The separators and names of the header's value. */
function ContainerFields({ scheme, change, at }: SchemeFormProps) {
  const { container } = scheme.signature;
  const path = 'signature.container';
  const put = (field: string, next: SignatureContainer): void =>
    change(`${path}.${field}`, (before) => ({ ...before, signature: { ...before.signature, container: next } }));
  const box = (
    label: string,
    field: string,
    value: string,
    next: (text: string) => SignatureContainer,
    optional?: true,
  ) => (
    <TextField
      label={label}
      fieldClassName={styles.short}
      optional={optional}
      mono
      value={value}
      problems={at(`${path}.${field}`)}
      onChange={(text) => put(field, next(text))}
    />
  );
  switch (container.kind) {
    case 'plain':
      return null;
    case 'list':
      return (
        <FieldRow>
          {box('Separator', 'separator', container.separator, (separator) => ({ ...container, separator }))}
        </FieldRow>
      );
    case 'tagged':
      return (
        <FieldRow>
          {box('Tag', 'tag', container.tag, (tag) => ({ ...container, tag }))}
          {box('After the tag', 'tagSeparator', container.tagSeparator, (tagSeparator) => ({
            ...container,
            tagSeparator,
          }))}
          {box('Between entries', 'entrySeparator', container.entrySeparator, (entrySeparator) => ({
            ...container,
            entrySeparator,
          }))}
        </FieldRow>
      );
    case 'pairs':
      return (
        <FieldRow>
          {box('Signature key', 'key', container.key, (key) => ({ ...container, key }))}
          {box('After a key', 'keySeparator', container.keySeparator, (keySeparator) => ({
            ...container,
            keySeparator,
          }))}
          {box('Between pairs', 'pairSeparator', container.pairSeparator, (pairSeparator) => ({
            ...container,
            pairSeparator,
          }))}
          {box(
            'Between groups',
            'groupSeparator',
            container.groupSeparator ?? '',
            (text) => (text === '' ? without(container, 'groupSeparator') : { ...container, groupSeparator: text }),
            true,
          )}
        </FieldRow>
      );
    case 'positional': {
      const order = positionalForms.find(({ fields }) => fields.join() === container.fields.join());
      return (
        <>
          <FieldRow>
            <Select
              label="Fields"
              value={order?.label ?? null}
              placeholder={container.fields.join(', ')}
              options={positionalForms.map(({ label }) => ({ value: label, label }))}
              problems={at(`${path}.fields`)}
              onChange={(label) => {
                const fields = positionalForms.find((form) => form.label === label)?.fields ?? container.fields;
                change(`${path}.fields`, (before) => ({
                  ...before,
                  signature: { ...before.signature, container: { ...container, fields } },
                  timestamp: fields.includes('timestamp')
                    ? { ...(before.timestamp ?? { unit: 's' }), place: { in: 'signature', key: null } }
                    : before.timestamp?.place.in === 'signature'
                      ? { ...before.timestamp, place: { in: 'header', name: 'X-Timestamp' } }
                      : before.timestamp,
                }));
              }}
            />
            {box('Separator', 'separator', container.separator, (separator) => ({ ...container, separator }))}
          </FieldRow>
          <Checkbox
            label="Further signatures follow the last field"
            checked={container.repeats === true}
            onChange={(repeats) => put('repeats', repeats ? { ...container, repeats } : without(container, 'repeats'))}
          />
        </>
      );
    }
  }
}

/** Where the signature goes, and how it is written there. */
export function SignatureSection(props: SchemeFormProps) {
  const { scheme, change, at } = props;
  const { signature } = scheme;
  const { place } = signature;
  const put = (field: string, next: Partial<typeof signature>): void =>
    change(`signature.${field}`, (before) => ({ ...before, signature: { ...before.signature, ...next } }));
  return (
    <Section title="Signature" hint="Where it goes, and how it reads there.">
      <Segmented
        label="Where the signature goes"
        value={place.in}
        segments={places}
        onChange={(next) => change('signature.place', setPlace(next))}
      />
      {place.in === 'header' ? (
        <>
          <FieldRow>
            <TextField
              label="Header"
              mono
              value={place.name}
              problems={at('signature.place.name')}
              onChange={(name) => put('place.name', { place: { ...place, name } })}
            />
            <TextField
              label="Header of a second signature"
              optional
              mono
              value={place.second ?? ''}
              problems={at('signature.place.second')}
              onChange={(second) =>
                put('place.second', { place: second === '' ? without(place, 'second') : { ...place, second } })
              }
            />
          </FieldRow>
          <Checkbox
            label="Each webhook may name the header"
            checked={place.named === true}
            onChange={(named) => put('place.named', { place: named ? { ...place, named } : without(place, 'named') })}
          />
          <Checkbox
            label="Further signatures are in numbered headers"
            hint="The name ends in 1; the next signature is in the header that ends in 2."
            checked={place.numberedTo !== undefined}
            onChange={(on) =>
              put('place.numberedTo', { place: on ? { ...place, numberedTo: 2 } : without(place, 'numberedTo') })
            }
          />
          {place.numberedTo !== undefined && (
            <NumberField
              label="Highest number"
              min={2}
              max={1000}
              value={place.numberedTo}
              problems={at('signature.place.numberedTo')}
              onChange={(numberedTo) => put('place.numberedTo', { place: { ...place, numberedTo } })}
            />
          )}
        </>
      ) : (
        <TextField
          label="Field"
          hint="Keys joined by dots."
          mono
          value={place.path}
          problems={at('signature.place.path')}
          onChange={(path) => put('place.path', { place: { ...place, path } })}
        />
      )}
      <FieldRow>
        <Select
          label="Encoding"
          value={signature.encoding}
          options={encodings}
          problems={at('signature.encoding')}
          onChange={(encoding) => put('encoding', { encoding })}
        />
        <TextField
          label="Prefix"
          optional
          mono
          placeholder="sha256="
          value={signature.prefix}
          problems={at('signature.prefix')}
          onChange={(prefix) => put('prefix', { prefix })}
        />
      </FieldRow>
      <Select
        label="Format"
        value={signature.container.kind}
        options={kinds}
        problems={at('signature.container').filter(() => signature.container.kind === 'plain')}
        onChange={(kind) => change('signature.container', setContainer(kind))}
      />
      <ContainerFields {...props} />
    </Section>
  );
}
