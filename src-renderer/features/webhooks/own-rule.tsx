import type { RetryJitter, RetryRule, RetrySteps } from '../../../src-preload/contract/retry.ts';
import { FieldRow } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import { formatDelay, ListField, OptionalNumberField, parseDelays, parseStatuses } from './own-rule-fields.tsx';
import styles from './retry-section.module.css';
import type { Issues } from './use-issues.ts';

interface OwnRuleProps {
  rule: RetryRule;
  issues: Issues;
  onChange: (rule: RetryRule) => void;
}

const starts: Readonly<Record<RetrySteps['kind'], RetrySteps>> = {
  none: { kind: 'none' },
  fixed: { kind: 'fixed', count: 3, intervalSeconds: 60 },
  schedule: { kind: 'schedule', delaysSeconds: [5, 300, 1800, 7200] },
  exponential: { kind: 'exponential', firstSeconds: 10, factor: 2, capSeconds: 3600, count: 8 },
};

const jitters: Readonly<Record<RetryJitter['kind'], RetryJitter>> = {
  none: { kind: 'none' },
  share: { kind: 'share', upTo: 0.2 },
  seconds: { kind: 'seconds', upTo: 5 },
};

const breakerStart = { failures: 10, openSeconds: 60, factor: 2, maximumSeconds: 900 };

const base = 'retryRule.rule';

function Steps({ rule: { steps }, issues, onChange }: Omit<OwnRuleProps, 'onChange'> & StepsChange) {
  const number = (path: string) => ({ min: 0, problems: issues.under(`${base}.steps.${path}`) });
  switch (steps.kind) {
    case 'none':
      return null;
    case 'schedule':
      return (
        <ListField
          label="Delays"
          hint="One for each retry, as in 5 s, 5 min, 2 h. A number alone is seconds."
          values={steps.delaysSeconds}
          format={formatDelay}
          parse={parseDelays}
          problems={issues.under(`${base}.steps.delaysSeconds`)}
          onChange={(delaysSeconds) => onChange({ ...steps, delaysSeconds })}
        />
      );
    case 'fixed':
      return (
        <FieldRow>
          <NumberField
            {...number('count')}
            label="Retries"
            value={steps.count}
            onChange={(count) => onChange({ ...steps, count })}
          />
          <NumberField
            {...number('intervalSeconds')}
            label="Interval"
            unit="s"
            value={steps.intervalSeconds}
            onChange={(intervalSeconds) => onChange({ ...steps, intervalSeconds })}
          />
        </FieldRow>
      );
    case 'exponential':
      return (
        <FieldRow>
          <NumberField
            {...number('count')}
            label="Retries"
            value={steps.count}
            onChange={(count) => onChange({ ...steps, count })}
          />
          <NumberField
            {...number('firstSeconds')}
            label="First delay"
            unit="s"
            value={steps.firstSeconds}
            onChange={(firstSeconds) => onChange({ ...steps, firstSeconds })}
          />
          <NumberField
            {...number('factor')}
            label="Factor"
            value={steps.factor}
            step="any"
            onChange={(factor) => onChange({ ...steps, factor })}
          />
          <NumberField
            {...number('capSeconds')}
            label="Longest delay"
            unit="s"
            value={steps.capSeconds}
            onChange={(capSeconds) => onChange({ ...steps, capSeconds })}
          />
        </FieldRow>
      );
  }
}

interface StepsChange {
  onChange: (steps: RetrySteps) => void;
}

function Breaker({ rule, issues, onChange }: OwnRuleProps) {
  const { breaker } = rule;
  const number = (path: string) => ({ min: 0, problems: issues.under(`${base}.breaker.${path}`) });
  return (
    <>
      <Switch
        label="Pause an endpoint that keeps failing"
        hint="Then one delivery is tried, and the others follow when it succeeds. Other webhooks are not affected."
        checked={breaker !== null}
        onChange={(on) => onChange({ ...rule, breaker: on ? breakerStart : null })}
      />
      {breaker !== null && (
        <FieldRow>
          <NumberField
            {...number('failures')}
            label="Failed attempts in a row"
            value={breaker.failures}
            onChange={(failures) => onChange({ ...rule, breaker: { ...breaker, failures } })}
          />
          <NumberField
            {...number('openSeconds')}
            label="Pause"
            unit="s"
            value={breaker.openSeconds}
            onChange={(openSeconds) => onChange({ ...rule, breaker: { ...breaker, openSeconds } })}
          />
          <NumberField
            {...number('factor')}
            label="Factor"
            value={breaker.factor}
            step="any"
            onChange={(factor) => onChange({ ...rule, breaker: { ...breaker, factor } })}
          />
          <NumberField
            {...number('maximumSeconds')}
            label="Longest pause"
            unit="s"
            value={breaker.maximumSeconds}
            onChange={(maximumSeconds) => onChange({ ...rule, breaker: { ...breaker, maximumSeconds } })}
          />
        </FieldRow>
      )}
    </>
  );
}

function Ends({ rule, issues, onChange }: OwnRuleProps) {
  const { givesUpOn, disablesOn, disablesAfter } = rule;
  const { header } = givesUpOn;
  const setHeader = (name: string, value: string): void =>
    onChange({ ...rule, givesUpOn: { ...givesUpOn, header: name === '' && value === '' ? null : { name, value } } });
  return (
    <>
      <FieldRow>
        <ListField
          label="Gives up on"
          hint="Statuses, as in 400, 403."
          optional
          values={givesUpOn.statuses}
          format={String}
          parse={parseStatuses}
          problems={issues.under(`${base}.givesUpOn.statuses`)}
          onChange={(statuses) => onChange({ ...rule, givesUpOn: { ...givesUpOn, statuses } })}
        />
        <TextField
          label="Or on the header"
          mono
          optional
          value={header?.name ?? ''}
          problems={issues.under(`${base}.givesUpOn.header`)}
          onChange={(name) => setHeader(name, header?.value ?? '')}
        />
        <TextField
          label="With the value"
          mono
          optional
          value={header?.value ?? ''}
          onChange={(value) => setHeader(header?.name ?? '', value)}
        />
      </FieldRow>
      <FieldRow>
        <ListField
          label="Deactivates the webhook on"
          hint="Statuses, as in 410."
          optional
          values={disablesOn}
          format={String}
          parse={parseStatuses}
          problems={issues.under(`${base}.disablesOn`)}
          onChange={(statuses) => onChange({ ...rule, disablesOn: statuses })}
        />
        <OptionalNumberField
          label="Or after failed deliveries"
          hint="In a row."
          min={1}
          value={disablesAfter.failures}
          problems={issues.under(`${base}.disablesAfter.failures`)}
          onChange={(failures) => onChange({ ...rule, disablesAfter: { ...disablesAfter, failures } })}
        />
        <OptionalNumberField
          label="Or after failing for"
          hint="Hours without one success."
          min={1}
          value={disablesAfter.hours}
          problems={issues.under(`${base}.disablesAfter.hours`)}
          onChange={(hours) => onChange({ ...rule, disablesAfter: { ...disablesAfter, hours } })}
        />
      </FieldRow>
    </>
  );
}

/** A retry rule of the user's own, field by field. */
export function OwnRule(props: OwnRuleProps) {
  const { rule, issues, onChange } = props;
  const { steps, jitter } = rule;
  return (
    <div className={styles.own}>
      <FieldRow>
        <TextField
          label="Name of the schedule"
          value={rule.label}
          problems={issues.under(`${base}.label`)}
          onChange={(label) => onChange({ ...rule, label })}
        />
        <Select
          label="Waits"
          value={steps.kind}
          options={[
            { value: 'none', label: 'No retries' },
            { value: 'fixed', label: 'The same each time' },
            { value: 'schedule', label: 'As listed' },
            { value: 'exponential', label: 'Longer each time' },
          ]}
          onChange={(kind) => onChange({ ...rule, steps: starts[kind] })}
        />
      </FieldRow>
      <Steps rule={rule} issues={issues} onChange={(next) => onChange({ ...rule, steps: next })} />
      <FieldRow>
        <Select
          label="Jitter"
          hint="Only ever adds: no attempt is early."
          value={jitter.kind}
          options={[
            { value: 'none', label: 'None' },
            { value: 'share', label: 'Share of the delay' },
            { value: 'seconds', label: 'Seconds' },
          ]}
          onChange={(kind) => onChange({ ...rule, jitter: jitters[kind] })}
        />
        {jitter.kind !== 'none' && (
          <NumberField
            label="Up to"
            unit={jitter.kind === 'share' ? '%' : 's'}
            min={0}
            value={jitter.kind === 'share' ? Math.round(jitter.upTo * 100) : jitter.upTo}
            problems={issues.under(`${base}.jitter`)}
            onChange={(upTo) =>
              onChange({ ...rule, jitter: { ...jitter, upTo: jitter.kind === 'share' ? upTo / 100 : upTo } })
            }
          />
        )}
        <OptionalNumberField
          label="After an overload at least"
          hint="Seconds after 429, 502, 504 or a time-out."
          min={0}
          value={rule.overloadFloorSeconds}
          problems={issues.under(`${base}.overloadFloorSeconds`)}
          onChange={(overloadFloorSeconds) => onChange({ ...rule, overloadFloorSeconds })}
        />
      </FieldRow>
      <Switch
        label="Follow Retry-After"
        hint="Never earlier than planned, and at most 24 h or twice the planned delay."
        checked={rule.honoursRetryAfter}
        onChange={(honoursRetryAfter) => onChange({ ...rule, honoursRetryAfter })}
      />
      <Ends {...props} />
      <Breaker {...props} />
    </div>
  );
}
