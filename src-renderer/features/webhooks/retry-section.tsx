import { useEffect } from 'react';
import type { RetryChoice, RetryRule } from '../../../src-preload/contract/retry.ts';
import { loadSenderRules, useSenderRules } from '../../stores/retry-rules.ts';
import { FieldRow, Section } from '../../ui/section.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';
import { OwnRule } from './own-rule.tsx';
import styles from './retry-section.module.css';
import { confidenceWords, RulePictureView } from './rule-picture.tsx';
import { useRulePicture } from './use-rule-picture.ts';

const SERVICE = ' service';
const OWN = ' own';

/** Count and interval, where the service leaves them to its users. */
function CountAndInterval({ draft, state, issues, onDraftChange }: FormProps) {
  const choice = state.provider.delivery.retryChoice;
  if (choice === null) return null;
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

function toChoice(value: string, present: RetryRule): RetryChoice | null {
  if (value === SERVICE) return null;
  if (value !== OWN) return { kind: 'sender', id: value };
  return { kind: 'own', rule: { ...present, id: 'own', label: 'Own schedule' } };
}

function useRuleOptions(service: string): SelectOption[] {
  const rules = useSenderRules((state) => state.rules);
  useEffect(() => {
    if (rules.length === 0) loadSenderRules().catch(() => {});
  }, [rules]);
  return [
    { value: SERVICE, label: `As ${service} does`, group: 'This webhook' },
    { value: OWN, label: 'Own schedule', group: 'This webhook' },
    ...rules.map(({ id, label, confidence }) => ({
      value: id,
      label,
      hint: confidenceWords[confidence].word,
      group: 'As another sender does',
    })),
  ];
}

/** By which rule a delivery is tried again, and when that is. */
export function RetrySection(form: FormProps) {
  const { webhook, draft, state, issues, onDraftChange } = form;
  const { retryRule } = draft;
  const picture = useRulePicture(webhook.providerId, draft);
  const options = useRuleOptions(state.provider.name);
  const value = retryRule === null ? SERVICE : retryRule.kind === 'own' ? OWN : retryRule.id;
  return (
    <Section title="Retries">
      <div className={styles.chooser}>
        <Select
          label="Retry rule"
          value={value}
          options={options}
          problems={issues.at('retryRule')}
          onChange={(next) => onDraftChange({ retryRule: toChoice(next, picture?.rule ?? webhook.retry) })}
        />
      </div>
      {retryRule === null && <CountAndInterval {...form} />}
      {retryRule?.kind === 'own' && (
        <OwnRule
          rule={retryRule.rule}
          issues={issues}
          onChange={(rule) => onDraftChange({ retryRule: { kind: 'own', rule } })}
        />
      )}
      {picture === null ? <Skeleton rows={2} label="Drawing the rule" /> : <RulePictureView picture={picture} />}
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
  );
}
