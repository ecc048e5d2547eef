import { ArrowLeftRight, FileJson } from 'lucide-react';
import { useState } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProviderState, SettingSpec, SettingValue } from '../../../src-preload/contract/provider.ts';
import { toClientError } from '../../client/client-error.ts';
import { askLogFilter } from '../../stores/log-filter.ts';
import { notifyError } from '../../stores/notices.ts';
import { saveProviderAsFile } from '../../stores/provider-files.ts';
import { saveProviderSettings, useProviderState } from '../../stores/providers.ts';
import { showWork, toggleLog } from '../../stores/screen.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NamesSetting } from './names-setting.tsx';
import styles from './settings-screen.module.css';
import { TextSetting } from './text-setting.tsx';

function toNames(value: SettingValue | readonly string[] | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** Whether the setting has an effect: some have none before a switch is on, or for another role. */
function isInUse(spec: SettingSpec, { provider, settings }: ProviderState): boolean {
  if ('enabledBy' in spec && spec.enabledBy !== null && settings[spec.enabledBy] !== true) return false;
  const roles = Object.keys(provider.roleTargets).filter((role) => provider.roleTargets[role] === spec.id);
  return roles.length === 0 || provider.roleSetting === null || roles.includes(String(settings[provider.roleSetting]));
}

function findMissing(spec: SettingSpec, value: SettingValue | readonly string[]): FieldProblem[] {
  if (spec.kind !== 'text' || spec.format !== 'email' || spec.enabledBy === null || value !== '') return [];
  return [{ message: 'There is no address yet, so nobody is told.', severity: 'warning' }];
}

interface SettingProps {
  spec: SettingSpec;
  state: ProviderState;
  problems: readonly FieldProblem[];
  save: (id: string, value: SettingValue) => void;
}

function Setting({ spec, state, problems, save }: SettingProps) {
  const { settings } = state;
  const value = settings[spec.id] ?? spec.initial;
  const disabled = !isInUse(spec, state);
  switch (spec.kind) {
    case 'switch':
      return (
        <Switch label={spec.label} hint={spec.hint} checked={value === true} onChange={(next) => save(spec.id, next)} />
      );
    case 'text':
      return (
        <TextSetting
          spec={spec}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          problems={[...problems, ...(disabled ? [] : findMissing(spec, value))]}
          onCommit={(next) => save(spec.id, next)}
        />
      );
    case 'choice':
      return (
        <Select
          label={spec.label}
          hint={spec.hint}
          value={typeof value === 'string' ? value : null}
          options={spec.choices}
          problems={problems}
          onChange={(next) => save(spec.id, next)}
        />
      );
    case 'names':
      return (
        <NamesSetting
          spec={spec}
          names={toNames(value)}
          parents={spec.within === null ? null : toNames(settings[spec.within])}
          choices={spec.of === undefined ? null : toNames(settings[spec.of])}
          disabled={disabled}
          problems={problems}
          onChange={(next) => save(spec.id, next)}
        />
      );
  }
}

/** The settings page of one provider, made from its data. Each change is saved at once. */
export function ProviderPage({ providerId }: { providerId: string }) {
  const state = useProviderState(providerId);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  if (state === null) return null;
  const { provider } = state;

  function save(id: string, value: SettingValue): void {
    saveProviderSettings(providerId, { [id]: value }).then(
      () => setIssues([]),
      (thrown: unknown) => {
        const error = toClientError(thrown);
        setIssues(error.detail.issues ?? []);
        if (error.detail.issues === undefined) notifyError('The setting was not saved', error);
      },
    );
  }

  return (
    <Form label={`${provider.name} settings`}>
      <Section title={provider.name} hint={provider.summary}>
        {provider.settings.length === 0 && <p className={styles.note}>This service has no settings of its own.</p>}
        {provider.settings.map((spec) => (
          <Setting
            key={spec.id}
            spec={spec}
            state={state}
            problems={issues.filter(({ path }) => path === spec.id || path === `settings.${spec.id}`)}
            save={save}
          />
        ))}
      </Section>
      <Section title="Activity" hint="The log keeps track of all activities of its webhooks.">
        <div>
          <Button
            icon={<ArrowLeftRight />}
            onClick={() => {
              showWork();
              toggleLog(true);
              askLogFilter({ providerId });
            }}
          >
            Show {provider.name} in the log
          </Button>
        </div>
      </Section>
      <Section title="Source" hint="A file of it is where a provider of your own can start.">
        <p className={styles.note}>{provider.source}</p>
        {state.file !== null && (
          <p className={styles.note}>
            From the file <code>{state.file}</code> of this workspace.
          </p>
        )}
        <div>
          <Button icon={<FileJson />} onClick={() => void saveProviderAsFile(providerId)}>
            Save as a provider file…
          </Button>
        </div>
      </Section>
    </Form>
  );
}
