import type { CalledWebhook, FirePlan, NotCalledReason, NotCalledWebhook } from '../../../src-preload/contract/fire.ts';
import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { Chip, Status, type Tone } from '../../ui/status.tsx';
import styles from './fire-dialog.module.css';

const reasonWords: Readonly<Record<NotCalledReason, { tone: Tone; word: string }>> = {
  'feature-off': { tone: 'warning', word: 'switched off' },
  'other-scope': { tone: 'idle', word: 'elsewhere' },
  'not-subscribed': { tone: 'idle', word: 'not subscribed' },
  'not-validated': { tone: 'warning', word: 'not validated' },
  inactive: { tone: 'idle', word: 'inactive' },
  deactivated: { tone: 'warning', word: 'deactivated' },
  'cannot-be-sent': { tone: 'failure', word: 'cannot be sent' },
};

/** What tells webhooks of one service apart: their place and their channel, where there are several. */
function describePlace({ provider }: ProviderState, scope: Scope, channel: string): string {
  const label = provider.scopes.find(({ id }) => id === scope.id)?.label ?? scope.id;
  const place = provider.scopes.length > 1 ? (scope.target === null ? label : `${label} ${scope.target}`) : null;
  const over = provider.channels.length > 1 ? provider.channels.find(({ id }) => id === channel)?.label : null;
  return [place, over].filter(Boolean).join(' · ');
}

function Place({ state, webhook }: { state: ProviderState; webhook: CalledWebhook | NotCalledWebhook }) {
  const text = describePlace(state, webhook.scope, webhook.channel);
  return text === '' ? null : <Chip className={styles.place}>{text}</Chip>;
}

function Called({ state, webhook }: { state: ProviderState; webhook: CalledWebhook }) {
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <Ellipsis className={styles.name} text={webhook.name} />
        <Place state={state} webhook={webhook} />
      </div>
      <Ellipsis className={styles.endpoint} text={`${webhook.method} ${webhook.url}`} />
      {webhook.unsaved && <p className={styles.remark}>Its edits are not saved: the saved webhook is called.</p>}
    </li>
  );
}

function NotCalled({ webhook }: { webhook: NotCalledWebhook }) {
  const { tone, word } = reasonWords[webhook.reason];
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <Ellipsis className={styles.name} text={webhook.name} />
        <Status tone={tone}>{word}</Status>
      </div>
      <p className={styles.remark}>{webhook.message}</p>
    </li>
  );
}

/** Who is called and who is not, and why. */
export function PlanList({ plan, state }: { plan: FirePlan; state: ProviderState }) {
  return (
    <>
      <h3 className={styles.heading}>
        {plan.called.length === 0 ? 'Nobody is called' : `Called: ${plan.called.length}`}
      </h3>
      {plan.called.length > 0 && (
        <ul className={styles.items} aria-label="Webhooks that are called">
          {plan.called.map((webhook) => (
            <Called key={webhook.webhookId} state={state} webhook={webhook} />
          ))}
        </ul>
      )}
      {plan.notCalled.length > 0 && (
        <>
          <h3 className={styles.heading}>Not called: {plan.notCalled.length}</h3>
          <ul className={styles.items} aria-label="Webhooks that are not called">
            {plan.notCalled.map((webhook) => (
              <NotCalled key={webhook.webhookId} webhook={webhook} />
            ))}
          </ul>
        </>
      )}
      {plan.called.length + plan.notCalled.length === 0 && (
        <p className={styles.remark}>There is no webhook of {state.provider.name} yet. Make one first.</p>
      )}
    </>
  );
}
