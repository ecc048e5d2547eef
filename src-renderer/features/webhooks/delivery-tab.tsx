import type { RetryRule, SuccessRule } from '../../../src-preload/contract/retry.ts';
import { touchField } from '../../stores/webhook-edits.ts';
import { formatDuration } from '../../ui/format.ts';
import { FieldRow, Form, Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';
import { LifeCycleSection } from './life-cycle-section.tsx';

/** A retry rule in a sentence. */
export function describeRetry({ steps }: Pick<RetryRule, 'steps'>): string {
  switch (steps.kind) {
    case 'none':
      return 'A failed attempt is not repeated.';
    case 'fixed':
      return `${countRetries(steps.count)}, ${formatDuration(steps.intervalSeconds * 1000)} apart.`;
    case 'schedule':
      return `${countRetries(steps.delaysSeconds.length)}, after ${steps.delaysSeconds
        .map((seconds) => formatDuration(seconds * 1000))
        .join(', ')}.`;
    case 'exponential':
      return `${countRetries(steps.count)}, the first after ${formatDuration(steps.firstSeconds * 1000)}, each ${steps.factor} times later.`;
  }
}

const countRetries = (count: number): string => `${count} ${count === 1 ? 'retry' : 'retries'}`;

function Retries({ webhook, draft, state, issues, onDraftChange }: FormProps) {
  const choice = state.provider.delivery.retryChoice;
  if (choice === null) return <p>{describeRetry(webhook.retry)}</p>;
  const { count, intervalMinutes } = choice;
  return (
    <FieldRow>
      <NumberField
        {...wordsOf(state.provider, 'retryCount', 'Retry count', `${count.min} to ${count.max}`)}
        value={draft.retryCount}
        min={count.min}
        max={count.max}
        step={1}
        problems={issues.under('retryCount')}
        onChange={(retryCount) => onDraftChange({ retryCount })}
      />
      <NumberField
        {...wordsOf(
          state.provider,
          'retryInterval',
          'Retry interval',
          `${intervalMinutes.min} to ${intervalMinutes.max} minutes`,
        )}
        unit="min"
        value={draft.retryIntervalMinutes}
        min={intervalMinutes.min}
        max={intervalMinutes.max}
        step={1}
        problems={issues.under('retryIntervalMinutes')}
        onChange={(retryIntervalMinutes) => onDraftChange({ retryIntervalMinutes })}
      />
    </FieldRow>
  );
}

function Deactivation({ webhook, limit }: { webhook: FormProps['webhook']; limit: number }) {
  const failures = webhook.consecutiveFailures;
  return (
    <>
      <div className={styles.streak}>
        <span className={styles.pips} aria-hidden="true">
          {Array.from({ length: limit }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pips are all alike and never change places
            <span key={index} className={styles.pip} data-failed={index < failures} />
          ))}
        </span>
        <Status tone={failures === 0 ? 'success' : webhook.status === 'deactivated' ? 'failure' : 'warning'}>
          {failures} of {limit} failed in a row
        </Status>
      </div>
      <p className={styles.note}>
        After {limit} failed deliveries in a row the webhook becomes inactive, and only you activate it again. One
        success starts the count anew.
      </p>
    </>
  );
}

function successText(rule: SuccessRule): string {
  return rule === '2xx' ? 'Any status from 200 to 299 is a success.' : `Only status ${rule} is a success.`;
}

/** When a delivery counts as done, and what happens when it fails. */
export function DeliveryTab(form: FormProps) {
  const { webhook, draft, state, issues, onDraftChange } = form;
  const { provider } = state;
  const { delivery, failureMail } = provider;
  const limit = webhook.retry.disablesAfter.failures;
  return (
    <Form label="Delivery">
      {provider.lifecycle.validateEvent !== null && <LifeCycleSection {...form} />}
      <Section title="Success">
        <p>{successText(delivery.success)} Redirects are not followed: they are a failure.</p>
        <NumberField
          label="Time-out"
          unit="ms"
          value={draft.timeoutMs}
          min={1}
          problems={issues.under('timeoutMs')}
          hint="From the start of the attempt to the last byte of the answer."
          onChange={(timeoutMs) => onDraftChange({ timeoutMs })}
        />
      </Section>
      <Section title="Retries">
        <Retries {...form} />
        <Switch
          label="At most once"
          hint="An attempt whose outcome is unknown is not repeated, so nothing arrives twice."
          checked={draft.atMostOnce}
          onChange={(atMostOnce) => onDraftChange({ atMostOnce })}
        />
        <Switch
          label="In order"
          hint="A delivery waits until the one before it has succeeded or is given up."
          checked={draft.ordered}
          onChange={(ordered) => onDraftChange({ ordered })}
        />
      </Section>
      {limit !== null && (
        <Section title="Failures in a row">
          <Deactivation webhook={webhook} limit={limit} />
        </Section>
      )}
      {failureMail?.perWebhook === true && (
        <Section title="Failure notification">
          <TextField
            {...wordsOf(
              provider,
              'failureEmail',
              'Failure notification e-mail',
              failureMail.onDeactivation
                ? 'Told when a delivery fails and when the webhook becomes inactive.'
                : 'Told when a delivery fails.',
            )}
            type="email"
            optional
            value={draft.failureEmail}
            problems={issues.under('failureEmail')}
            onChange={(failureEmail) => onDraftChange({ failureEmail })}
            onBlur={() => touchField(webhook.id, 'failureEmail')}
          />
        </Section>
      )}
      {provider.assumptions.length > 0 && (
        <Section title="Assumed" hint={`Where the document of ${provider.name} is silent.`}>
          <ul className={styles.assumptions}>
            {provider.assumptions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      )}
    </Form>
  );
}
