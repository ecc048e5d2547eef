import {
  BadgeCheck,
  ChartGantt,
  CopyPlus,
  FlaskConical,
  Ellipsis as More,
  Power,
  Send,
  ShieldOff,
  Trash2,
  Zap,
} from 'lucide-react';
import { keysOf, runCommand } from '../../commands/table.ts';
import { useQueue } from '../../stores/queue.ts';
import { showSettings, showTab } from '../../stores/screen.ts';
import { isUnderWay, useSending } from '../../stores/sending.ts';
import { needsValidation } from '../../stores/webhook-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { takesAnyCertificate } from './certificate.ts';
import type { FormProps } from './form-props.ts';
import { LastResult } from './last-result.tsx';
import { statusWords } from './status-words.ts';
import styles from './webhook-pane.module.css';

function menuOf(active: boolean, unproven: boolean): MenuItem[] {
  const toggle = active ? 'webhook.deactivate' : 'webhook.activate';
  const item = (id: string) => ({ id, keys: keysOf(id), onSelect: () => runCommand(id) });
  return [
    { ...item('webhook.duplicate'), label: 'Duplicate', icon: <CopyPlus /> },
    {
      ...item(toggle),
      label: active ? 'Deactivate' : 'Activate',
      hint: unproven ? 'Validate it first' : undefined,
      disabled: unproven,
      icon: <Power />,
    },
    { ...item('timeMachine.webhook'), label: 'Open in the time machine', icon: <ChartGantt /> },
    'separator',
    { ...item('webhook.delete'), label: 'Delete', icon: <Trash2 />, danger: true },
  ];
}

/** Its endpoint failed so often that nothing is sent to it for a while. */
function EndpointPause({ webhookId }: { webhookId: string }) {
  const pause = useQueue((store) => store.pausedEndpoints.find((each) => each.webhookId === webhookId));
  if (pause === undefined) return null;
  return (
    <button
      type="button"
      className={styles.resultButton}
      title={`${pause.failures} attempts in a row failed. Show the queue`}
      onClick={() => runCommand('queue.show')}
    >
      <Status tone="warning">
        {pause.until === null ? (
          'paused: one is tried next'
        ) : (
          <>
            paused until <Time at={pause.until} />
          </>
        )}
      </Status>
    </button>
  );
}

function Facts({ form: { webhook, draft, state } }: { form: FormProps }) {
  const { provider, settings } = state;
  const channel = provider.channels.length > 1 ? provider.channels.find(({ id }) => id === draft.channel) : undefined;
  const scope = provider.scopes.find(({ id }) => id === draft.scope.id);
  const { tone, word } = statusWords[webhook.status];
  const limit = webhook.retry.disablesAfter.failures;
  const { target } = draft.scope;
  const off = provider.featureSwitch !== null && settings[provider.featureSwitch] === false;
  const facts = [provider.name, channel?.label, target === null ? null : `${scope?.label ?? ''} ${target}`];
  return (
    <div className={styles.facts}>
      <Ellipsis className={styles.where} text={facts.filter(Boolean).join(' · ')} />
      <Status tone={tone} look="chip">
        {word}
      </Status>
      {takesAnyCertificate(webhook, draft) && (
        <button
          type="button"
          className={styles.resultButton}
          title="Any certificate is accepted. Show where that is switched"
          onClick={() => showTab('request')}
        >
          <Status tone="failure" look="chip" icon={<ShieldOff />}>
            certificate not verified
          </Status>
        </button>
      )}
      {webhook.status === 'deactivated' && webhook.deactivatedBecause !== null && (
        <Ellipsis className={styles.description} text={`because ${webhook.deactivatedBecause}`} />
      )}
      <EndpointPause webhookId={webhook.id} />
      {needsValidation(webhook) && <Status tone="warning">not validated</Status>}
      {off && (
        <button type="button" className={styles.resultButton} onClick={() => showSettings(`provider:${provider.id}`)}>
          <Status tone="warning">switched off in settings</Status>
        </button>
      )}
      {limit !== null && webhook.consecutiveFailures > 0 && (
        <Status tone="warning">
          {webhook.consecutiveFailures} of {limit} failed in a row
        </Status>
      )}
      {draft.description !== '' && <Ellipsis className={styles.description} text={draft.description} />}
    </div>
  );
}

/** Name, state and the verbs of the selected webhook. */
export function WebhookHead({ form }: { form: FormProps }) {
  const { webhook, draft, state } = form;
  const sending = useSending((store) => store.byWebhook[webhook.id]);
  const unproven = needsValidation(webhook);
  const busyWith = sending !== undefined && isUnderWay(sending) ? sending.kind : null;
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <h1 className={styles.title}>
          <Ellipsis className={styles.name} text={draft.name.trim() || 'Untitled webhook'} />
        </h1>
        <div className={styles.actions}>
          {/* One button for both steps, so that it keeps the focus when the first has passed. */}
          {(unproven || webhook.status !== 'active') && (
            <Button
              icon={unproven ? <BadgeCheck /> : <Power />}
              busy={busyWith === 'validate'}
              onClick={() => runCommand(unproven ? 'webhook.validate' : 'webhook.activate')}
            >
              {unproven ? 'Validate' : 'Activate'}
            </Button>
          )}
          {state.provider.lifecycle.test && (
            <Button
              icon={<FlaskConical />}
              busy={busyWith === 'test'}
              disabled={busyWith !== null}
              onClick={() => runCommand('send.test')}
            >
              Test
            </Button>
          )}
          <Button icon={<Zap />} onClick={() => runCommand('fire.event')}>
            Fire…
          </Button>
          <Button
            variant="primary"
            icon={<Send />}
            keys={keysOf('send.event')}
            busy={busyWith === 'event'}
            disabled={busyWith !== null}
            onClick={() => runCommand('send.event')}
          >
            Send
          </Button>
          <Menu
            align="end"
            trigger={<IconButton label="More actions" icon={<More />} />}
            items={menuOf(webhook.status === 'active', unproven)}
          />
        </div>
      </div>
      <div className={styles.headRow}>
        <Facts form={form} />
        <LastResult webhook={webhook} provider={state.provider} />
      </div>
    </header>
  );
}
