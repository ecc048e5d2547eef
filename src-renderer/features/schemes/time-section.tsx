import type { SigningScheme, TimestampPlace } from '../../../src-preload/contract/signing.ts';
import { FieldRow, Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { SchemeFormProps } from './form-parts.ts';
import { setTime, type TimeChoice } from './scheme-edits.ts';

const choices: readonly { value: TimeChoice; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'header', label: 'In a header of its own' },
  { value: 'signature', label: 'In the header with the signature' },
  { value: 'body', label: 'In the JSON body' },
];

const units = [
  { value: 's', label: 'Unix seconds' },
  { value: 'ms', label: 'Unix milliseconds' },
  { value: 'iso8601', label: 'ISO 8601' },
] as const;

function PlaceField({
  place,
  at,
  onChange,
}: {
  place: TimestampPlace;
  at: SchemeFormProps['at'];
  onChange: (place: TimestampPlace) => void;
}) {
  if (place.in === 'header') {
    return (
      <TextField
        label="Header of the timestamp"
        mono
        value={place.name}
        problems={at('timestamp.place')}
        onChange={(name) => onChange({ ...place, name })}
      />
    );
  }
  if (place.in === 'body') {
    return (
      <TextField
        label="Field of the timestamp"
        mono
        value={place.path}
        problems={at('timestamp.place')}
        onChange={(path) => onChange({ ...place, path })}
      />
    );
  }
  if (place.key === null) return null;
  return (
    <TextField
      label="Key of the timestamp"
      mono
      value={place.key}
      problems={at('timestamp.place')}
      onChange={(key) => onChange({ ...place, key })}
    />
  );
}

/** Seconds that a time may differ; empty: any. */
function Tolerance({ scheme, change, at, side }: SchemeFormProps & { side: 'past' | 'future' }) {
  const seconds = scheme.tolerance[side];
  return (
    <TextField
      label={side === 'past' ? 'Oldest accepted' : 'Furthest ahead'}
      optional
      inputMode="numeric"
      placeholder="any"
      trailing={<span>s</span>}
      value={seconds === null ? '' : String(seconds)}
      problems={at(`tolerance.${side}`)}
      onChange={(text) => {
        const digits = text.replace(/\D/g, '').slice(0, 10);
        const next = digits === '' ? null : Number(digits);
        change(`tolerance.${side}`, (before) => ({ ...before, tolerance: { ...before.tolerance, [side]: next } }));
      }}
    />
  );
}

/** The time of the request and its id. */
export function TimeSection(props: SchemeFormProps) {
  const { scheme, change, at } = props;
  const { timestamp } = scheme;
  const put = (field: string, next: SigningScheme['timestamp']): void =>
    change(field, (before) => ({ ...before, timestamp: next }));
  const hasAge = timestamp !== null || scheme.claims?.some(({ holds }) => holds === 'issued-at') === true;
  return (
    <Section title="Timestamp and id">
      <FieldRow>
        <Select
          label="Timestamp"
          value={timestamp?.place.in ?? 'none'}
          options={choices}
          problems={at('timestamp').filter(() => scheme.algorithm === 'jwt-hs256')}
          onChange={(choice) => change('timestamp', setTime(choice))}
        />
        {timestamp !== null && (
          <Select
            label="Unit"
            value={timestamp.unit}
            options={units}
            problems={at('timestamp.unit')}
            onChange={(unit) => put('timestamp.unit', { ...timestamp, unit })}
          />
        )}
        {timestamp !== null && (
          <PlaceField
            place={timestamp.place}
            at={at}
            onChange={(place) => put('timestamp.place', { ...timestamp, place })}
          />
        )}
      </FieldRow>
      {hasAge && (
        <FieldRow>
          <Tolerance {...props} side="past" />
          <Tolerance {...props} side="future" />
        </FieldRow>
      )}
      <TextField
        label="Header of the message id"
        optional
        mono
        placeholder="webhook-id"
        value={scheme.idHeader ?? ''}
        problems={at('idHeader')}
        onChange={(text) => change('idHeader', (before) => ({ ...before, idHeader: text === '' ? null : text }))}
      />
    </Section>
  );
}
