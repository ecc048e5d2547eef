import type { SuccessRule } from '../../../src-preload/contract/retry.ts';
import { Form, Section } from '../../ui/section.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { Status } from '../../ui/status.tsx';
import { NumberField, TextField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';
import { LifeCycleSection } from './life-cycle-section.tsx';
import { RetrySection } from './retry-section.tsx';

/** More could not be told apart. */
const MOST_PIPS = 20;

function Deactivation({ webhook, limit }: { webhook: FormProps['webhook']; limit: number }) {
  const failures = webhook.consecutiveFailures;
  return (
    <>
      <div className={styles.streak}>
        <span className={styles.pips} aria-hidden="true" hidden={limit > MOST_PIPS}>
          {Array.from({ length: Math.min(limit, MOST_PIPS) }, (_, index) => (
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

const successOptions: readonly SelectOption<SuccessRule>[] = [
  { value: '2xx', label: 'Any 2xx' },
  { value: '200', label: '200 alone' },
  { value: '204', label: '204 alone' },
];

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
        {delivery.successChoice && (
          <Select
            label="Counts as a success"
            value={draft.successRule ?? delivery.success}
            options={successOptions}
            problems={issues.under('successRule')}
            onChange={(rule) => onDraftChange({ successRule: rule === delivery.success ? null : rule })}
          />
        )}
        <p>{successText(draft.successRule ?? delivery.success)} Redirects are not followed: they are a failure.</p>
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
      <RetrySection {...form} />
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
          />
        </Section>
      )}
      {provider.assumptions.length > 0 && (
        <Section title="Assumed" hint="What no document says, and how it works here.">
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
