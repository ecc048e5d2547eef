import { CircleX, FileQuestion, Webhook as WebhookIcon } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { useProviderState } from '../../stores/providers.ts';
import { showSettings, showTab, useTab, type WebhookTab, webhookTabs } from '../../stores/screen.ts';
import { editWebhook } from '../../stores/webhook-edits.ts';
import { useFormDraft, useSelectedId, useWebhook } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { DeliveryTab } from './delivery-tab.tsx';
import { EditActions } from './edit-actions.tsx';
import type { FormProps } from './form-props.ts';
import { HistoryTab } from './history-tab.tsx';
import { RequestTab } from './request-tab.tsx';
import { SigningTab } from './signing-tab.tsx';
import { type Issues, useIssues } from './use-issues.ts';
import { WebhookHead } from './webhook-head.tsx';
import styles from './webhook-pane.module.css';

export interface PayloadSlotProps {
  webhook: Webhook;
  draft: WebhookDraft;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}

const labels: Readonly<Record<WebhookTab, string>> = {
  payload: 'Payload',
  request: 'Request',
  signing: 'Signing',
  delivery: 'Delivery',
  history: 'History',
};

function TabBadge({ issues, tab }: { issues: Issues; tab: WebhookTab }) {
  const count = issues.errorsOn(tab);
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      <CircleX aria-hidden="true" />
      {count}
      <span className="visually-hidden">{count === 1 ? ' error' : ' errors'}</span>
    </span>
  );
}

type SlotProps = { payload: (parts: PayloadSlotProps) => ReactNode };

function Loaded({ form, payload }: SlotProps & { form: FormProps }) {
  const tab = useTab();
  const { webhook, draft, onDraftChange, issues } = form;
  return (
    <div className={styles.pane}>
      <WebhookHead form={form} />
      <Tabs
        label="Parts of the webhook"
        value={tab}
        className={styles.tabs}
        items={webhookTabs.map((id) => ({
          id,
          label: labels[id],
          keys: keysOf(`tab.${id}`),
          badge: <TabBadge issues={issues} tab={id} />,
        }))}
        onChange={(id) => showTab(webhookTabs.find((each) => each === id) ?? 'payload')}
        trailing={<EditActions webhook={webhook} />}
      >
        <TabPanel id="payload" keep>
          {payload({ webhook, draft, onDraftChange })}
        </TabPanel>
        {/* Keyed by the webhook: a half-typed secret or a scrolled form belongs to one webhook alone. */}
        <TabPanel id="request">
          <RequestTab key={webhook.id} {...form} />
        </TabPanel>
        <TabPanel id="signing">
          <SigningTab key={webhook.id} {...form} />
        </TabPanel>
        <TabPanel id="delivery">
          <DeliveryTab key={webhook.id} {...form} />
        </TabPanel>
        <TabPanel id="history">
          <HistoryTab key={webhook.id} webhook={webhook} provider={form.state.provider} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function Selected({ webhook, payload }: SlotProps & { webhook: Webhook }) {
  const draft = useFormDraft(webhook.id);
  const state = useProviderState(webhook.providerId);
  const issues = useIssues(webhook.id);
  const { id } = webhook;
  const onDraftChange = useCallback((change: Partial<WebhookDraft>) => editWebhook(id, change), [id]);
  if (draft === null) return null;
  if (state === null) {
    return (
      <>
        <h1 className="visually-hidden">{webhook.name}</h1>
        <EmptyState
          icon={<FileQuestion />}
          title={`“${webhook.name}” waits for its provider file`}
          action={
            <Button variant="primary" onClick={() => showSettings('own-providers')}>
              Own providers…
            </Button>
          }
        >
          The file of “{webhook.providerId}” is missing or cannot be used, so this webhook is kept as it is and not
          sent. Put the file back and reload, and everything goes on.
        </EmptyState>
      </>
    );
  }
  return <Loaded form={{ webhook, draft, state, issues, onDraftChange }} payload={payload} />;
}

/** The selected webhook: its head and its tabs. What the payload tab holds is given from outside. */
export function WebhookPane({ payload }: SlotProps) {
  const webhook = useWebhook(useSelectedId());
  if (webhook !== null) return <Selected webhook={webhook} payload={payload} />;
  return (
    <>
      <h1 className="visually-hidden">Webhooks</h1>
      <EmptyState
        icon={<WebhookIcon />}
        title="No webhook is selected"
        action={
          <Button variant="primary" keys={keysOf('webhook.new')} onClick={() => runCommand('webhook.new')}>
            New webhook
          </Button>
        }
      >
        Make one: choose the service that sends it and where it goes. It is sent nowhere until you say so.
      </EmptyState>
    </>
  );
}
