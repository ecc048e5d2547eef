import { useEffect, useState } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProxySettings, ProxySetup } from '../../../src-preload/contract/proxy.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { on } from '../../client/on.ts';
import { notifyError } from '../../stores/notices.ts';

/** The proxy as it is saved and as it is being edited. */
export interface ProxyForm {
  setup: ProxySetup;
  draft: ProxySettings;
  isEdited: boolean;
  issues: readonly FieldIssue[];
  edit(changes: Partial<ProxySettings>): void;
  save(): Promise<boolean>;
  discard(): void;
  /** Null removes it. */
  setPassword(value: string | null): Promise<boolean>;
  /** Removes from the password what a warning names. */
  tidyPassword(kind: SecretOddity): Promise<boolean>;
}

/** Null until the settings are here. */
export function useProxySetup(): ProxyForm | null {
  const [setup, setSetup] = useState<ProxySetup | null>(null);
  const [edits, setEdits] = useState<ProxySettings | null>(null);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);

  useEffect(() => {
    function load(): void {
      call('proxy.get', {}).then(setSetup, (thrown: unknown) => notifyError('The proxy could not be read', thrown));
    }
    load();
    const stops = [on('settings.changed', load), on('vault.status', load)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  if (setup === null) return null;
  const draft = edits ?? setup.settings;

  /** Runs a call whose refusal belongs to fields, or else into a message. */
  async function attempt(title: string, work: () => Promise<ProxySetup>): Promise<boolean> {
    try {
      setSetup(await work());
      setIssues([]);
      return true;
    } catch (thrown) {
      const error = toClientError(thrown);
      setIssues(error.detail.issues ?? []);
      if (error.detail.issues === undefined) notifyError(title, error);
      return false;
    }
  }

  return {
    setup,
    draft,
    isEdited: JSON.stringify(draft) !== JSON.stringify(setup.settings),
    issues,
    edit: (changes) => setEdits({ ...draft, ...changes }),
    async save() {
      const saved = await attempt('The proxy was not saved', () => call('proxy.save', draft));
      if (saved) setEdits(null);
      return saved;
    },
    discard() {
      setEdits(null);
      setIssues([]);
    },
    setPassword: (value) => attempt('The password was not changed', () => call('proxy.setPassword', { value })),
    tidyPassword: (kind) => attempt('The password was not changed', () => call('proxy.tidyPassword', { kind })),
  };
}
