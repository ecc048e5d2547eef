import { BadgeCheck, Power } from 'lucide-react';
import type { ReactNode } from 'react';
import { keysOf } from '../../commands/table.ts';
import { useSending, validateWebhook } from '../../stores/sending.ts';
import { setActive } from '../../stores/webhook-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import type { FormProps } from './form-props.ts';
import styles from './life-cycle-section.module.css';
import { outcomeOf } from './outcome-words.ts';
import { useValidation, type Validation } from './use-validation.ts';

function Step({ number, done, title, children }: StepProps) {
  return (
    <li className={styles.step} data-done={done}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.words}>
        <div className={styles.stepHead}>
          <span className={styles.stepTitle}>{title}</span>
          <Status tone={done ? 'success' : 'idle'}>{done ? 'done' : 'to do'}</Status>
        </div>
        {children}
      </div>
    </li>
  );
}

interface StepProps {
  number: number;
  done: boolean;
  title: string;
  children?: ReactNode;
}

function Message({ title, head, body }: { title: string; head: string; body: string }) {
  return (
    <div className={styles.message}>
      <span className={styles.dim}>{title}</span>
      <code className={styles.bytes}>{head}</code>
      {body !== '' && <pre className={styles.bytes}>{body}</pre>}
    </div>
  );
}

/** What went out and what came back, so that nobody has to guess why a validation did not pass. */
function Exchange({ validation: { attempt, requestBody, responseBody } }: { validation: Validation }) {
  const { request, response, error, timings } = attempt;
  const { tone, word } = outcomeOf(attempt.outcome, { success: 'passed', failure: 'did not pass' });
  return (
    <section className={styles.exchange} aria-label="Last validation">
      <div className={styles.stepHead}>
        <Status tone={tone}>{word}</Status>
        <span className={styles.dim}>
          <Time at={attempt.startedAt} day />
          {timings !== null && ` · ${formatDuration(timings.total)}`}
        </span>
      </div>
      <Message title="Sent" head={`${request.method} ${request.url}`} body={requestBody} />
      {response !== null && (
        <Message title="Answered" head={`${response.status} ${response.statusText}`.trim()} body={responseBody} />
      )}
      {error !== null && <p className="selectable">{error.message}</p>}
    </section>
  );
}

/** From added over validated to active, for a service that validates its webhooks. */
export function LifeCycleSection({ webhook, draft, state: { provider, eventTypes } }: FormProps) {
  const eventType = provider.lifecycle.validateEvent ?? '';
  const sending = useSending((store) => store.byWebhook[webhook.id]);
  const validation = useValidation(webhook.id, eventType);
  const isBusy = sending?.kind === 'validate' && sending.result === null;
  const isValidated = webhook.validatedAt !== null;
  const isActive = webhook.status === 'active';
  const isMoved = draft.url !== webhook.url;
  const name = eventTypes.find(({ id }) => id === eventType)?.wireName ?? eventType;
  return (
    <Section title="Life cycle" hint={`${provider.name} activates a webhook only after its endpoint was validated.`}>
      <ol className={styles.steps}>
        <Step number={1} done title="Added" />
        <Step number={2} done={isValidated} title="Validated">
          <p className={styles.dim}>
            Sends “{name}” to the endpoint; an answer from 200 to 299 passes. A changed endpoint has to be validated
            again.
          </p>
          {isMoved && (
            <Status tone="warning">The endpoint was changed: save it first, or the old one is validated.</Status>
          )}
          <div>
            <Button
              icon={<BadgeCheck />}
              keys={isValidated ? undefined : keysOf('webhook.validate')}
              busy={isBusy}
              onClick={() => void validateWebhook(webhook.id)}
            >
              {isValidated ? 'Validate again' : 'Validate webhook'}
            </Button>
          </div>
          {validation !== null && <Exchange validation={validation} />}
        </Step>
        <Step number={3} done={isActive} title="Active">
          <p className={styles.dim} id={`activate-${webhook.id}`}>
            {isValidated ? 'Events are sent to an active webhook alone.' : 'Not possible before it is validated.'}
          </p>
          <div>
            <Button
              icon={<Power />}
              disabled={!isValidated}
              aria-describedby={`activate-${webhook.id}`}
              onClick={() => void setActive(webhook.id, !isActive)}
            >
              {isActive ? 'Deactivate webhook' : 'Activate webhook'}
            </Button>
          </div>
        </Step>
      </ol>
    </Section>
  );
}
