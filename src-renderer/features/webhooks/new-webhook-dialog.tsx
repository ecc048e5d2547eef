import { RadioGroup } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import type { ChannelId, ProviderState } from '../../../src-preload/contract/provider.ts';
import { toClientError } from '../../client/client-error.ts';
import { focusOn } from '../../commands/focus.ts';
import { useProviders } from '../../stores/providers.ts';
import { showTab } from '../../stores/screen.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { createWebhook } from '../../stores/webhook-actions.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import styles from './new-webhook-dialog.module.css';

function ProviderChoice({ states, value, onChange }: ChoiceProps) {
  return (
    <RadioGroup.Root className={styles.providers} aria-label="Provider" value={value} onValueChange={onChange}>
      {lastForEverythingElse(states).map(({ provider }) => (
        <RadioGroup.Item
          key={provider.id}
          value={provider.id}
          className={styles.provider}
          data-apart={provider.starts === undefined ? undefined : ''}
          aria-label={provider.name}
        >
          <span className={styles.monogram} aria-hidden="true">
            {provider.name.slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{provider.name}</span>
            <span className={styles.summary}>{provider.summary}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** What fits every service stands behind those that are known, own ones too. */
function lastForEverythingElse(states: readonly ProviderState[]): ProviderState[] {
  const isOpen = ({ provider }: ProviderState): boolean => provider.starts !== undefined;
  return [...states.filter((state) => !isOpen(state)), ...states.filter(isOpen)];
}

interface ChoiceProps {
  states: readonly ProviderState[];
  value: string;
  onChange: (id: string) => void;
}

/** Provider, channel, name: enough to make a webhook. Everything else has a start value. */
export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const states = useProviders((store) => store.states);
  const remembered = useViewText('newProvider', '');
  const [providerId, setProviderId] = useState(
    () => states.find(({ provider }) => provider.id === remembered)?.provider.id ?? states[0]?.provider.id ?? '',
  );
  const [channel, setChannel] = useState<ChannelId | null>(null);
  const [startId, setStartId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useId();
  const provider = states.find((state) => state.provider.id === providerId)?.provider;
  const channels = provider?.channels ?? [];
  const starts = provider?.starts ?? [];
  const start = starts.find(({ id }) => id === startId) ?? starts[0];
  const chosen = channels.find(({ id }) => id === channel) ?? channels[0];

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (provider === undefined || busy) return;
    setBusy(true);
    try {
      await createWebhook(provider.id, chosen?.id ?? null, name.trim() === '' ? null : name.trim(), start?.id);
      setView('newProvider', provider.id);
      onClose();
      showTab('request');
      focusOn('webhook-name');
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="New webhook"
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={provider === undefined}>
            Create webhook
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void create(event)}>
        <ProviderChoice
          states={states}
          value={providerId}
          onChange={(id) => {
            setProviderId(id);
            setProblem(null);
          }}
        />
        {start !== undefined && (
          <Select
            label="Begin with"
            hint="An event with sample data, and the signing scheme of its sender. All of it can be changed later."
            value={start.id}
            options={starts.map(({ id, label }) => ({ value: id, label }))}
            onChange={setStartId}
          />
        )}
        {channels.length > 1 && (
          <div className={styles.channel}>
            <span className={styles.label} aria-hidden="true">
              Channel
            </span>
            <Segmented
              label="Channel"
              value={chosen?.id ?? 'custom-url'}
              segments={channels.map(({ id, label }) => ({ value: id, label, icon: <ChannelIcon channel={id} /> }))}
              onChange={setChannel}
            />
            {chosen !== undefined && <span className={styles.hint}>{chosen.hint}</span>}
          </div>
        )}
        <TextField
          label={provider?.webhook.nameLabel ?? 'Name'}
          value={name}
          placeholder={chosen === undefined ? '' : `My ${chosen.label} webhook`}
          onChange={setName}
        />
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
      </form>
    </Dialog>
  );
}
