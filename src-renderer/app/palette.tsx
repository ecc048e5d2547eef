import { Command as Cmdk } from 'cmdk';
import { ArrowRight, Search, Settings, Webhook } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Command } from '../commands/command.ts';
import { commandGroups } from '../commands/command.ts';
import { commands } from '../commands/table.ts';
import { closeDialog } from '../stores/dialogs.ts';
import { useProviders } from '../stores/providers.ts';
import { showSettings, showWork } from '../stores/screen.ts';
import { selectWebhook } from '../stores/webhook-sync.ts';
import { useWebhooks } from '../stores/webhooks.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useOpener } from '../ui/opener.ts';
import styles from './palette.module.css';
import { scoreEntry } from './palette-filter.ts';

interface EntryProps {
  id: string;
  label: string;
  hint?: string | undefined;
  icon: ReactNode;
  keys?: string | undefined;
  disabled?: boolean | undefined;
  run: () => void;
}

function Entry({ id, label, hint, icon, keys, disabled, run }: EntryProps) {
  return (
    <Cmdk.Item
      value={id}
      keywords={[label, hint ?? '']}
      className={styles.entry}
      disabled={disabled === true}
      onSelect={() => {
        closeDialog();
        run();
      }}
    >
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className="ellipsis">{label}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </Cmdk.Item>
  );
}

function CommandEntry({ command }: { command: Command }) {
  const now = command.when();
  return (
    <Entry
      id={command.id}
      label={command.label}
      hint={now ? undefined : 'not now'}
      icon={<ArrowRight />}
      keys={command.keys[0]}
      disabled={!now}
      run={command.run}
    />
  );
}

function Webhooks() {
  const webhooks = useWebhooks((state) => state.webhooks);
  const states = useProviders((store) => store.states);
  const nameOf = (id: string) => states.find(({ provider }) => provider.id === id)?.provider.name;
  return webhooks.map((webhook) => (
    <Entry
      key={webhook.id}
      id={webhook.id}
      label={webhook.name}
      hint={nameOf(webhook.providerId)}
      icon={<Webhook />}
      run={() => {
        showWork();
        selectWebhook(webhook.id);
      }}
    />
  ));
}

function SettingsPages() {
  const states = useProviders((store) => store.states);
  const pages = [
    { id: 'appearance', label: 'Appearance settings' },
    { id: 'capture', label: 'Capture settings' },
    { id: 'secrets', label: 'Secrets settings' },
    { id: 'workspace', label: 'Workspace settings' },
    ...states.map(({ provider }) => ({ id: `provider:${provider.id}`, label: `${provider.name} settings` })),
  ];
  return pages.map(({ id, label }) => (
    <Entry key={id} id={`settings.${id}`} label={label} icon={<Settings />} run={() => showSettings(id)} />
  ));
}

/** Finds anything and runs it: every action with its key, every webhook, every page of the settings. */
export function Palette() {
  const opener = useOpener();
  return (
    <Radix.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.palette}
          aria-describedby={undefined}
          onOpenAutoFocus={opener.remember}
          onCloseAutoFocus={opener.giveBack}
        >
          <Radix.Title className="visually-hidden">Commands</Radix.Title>
          <Cmdk
            label="Commands"
            loop
            filter={(_id, typed, words = []) => scoreEntry(typed, words[0] ?? '', words[1] ?? '')}
          >
            <div className={styles.head}>
              <Search aria-hidden="true" />
              <Cmdk.Input className={styles.input} placeholder="Search or run a command" />
            </div>
            <Cmdk.List className={styles.list}>
              <Cmdk.Empty className={styles.empty}>
                Nothing has that name. Try a word of what you want to do.
              </Cmdk.Empty>
              <Cmdk.Group heading="Webhooks" className={styles.group}>
                <Webhooks />
              </Cmdk.Group>
              {commandGroups.map((group) => (
                <Cmdk.Group key={group} heading={group} className={styles.group}>
                  {commands
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <CommandEntry key={command.id} command={command} />
                    ))}
                </Cmdk.Group>
              ))}
              <Cmdk.Group heading="Settings" className={styles.group}>
                <SettingsPages />
              </Cmdk.Group>
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
