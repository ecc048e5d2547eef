import { useEffect, useRef } from 'react';
import { registerFocus } from '../../commands/focus.ts';
import { setActive } from '../../stores/webhook-actions.ts';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';
import { ScopeField } from './scope-field.tsx';

/** Name, description, what the webhook belongs to, and the service's own switch where its form has one. */
export function GeneralSection(form: FormProps) {
  const { webhook, draft, state, issues, onDraftChange } = form;
  const { provider } = state;
  const nameBox = useRef<HTMLInputElement>(null);

  useEffect(() => registerFocus('webhook-name', () => nameBox.current?.select()), []);

  return (
    <Section title="General">
      <TextField
        {...wordsOf(provider, 'name', provider.webhook.nameLabel)}
        ref={nameBox}
        value={draft.name}
        problems={issues.at('name')}
        onChange={(name) => onDraftChange({ name })}
      />
      {provider.webhook.description && (
        <TextArea
          {...wordsOf(provider, 'description', 'Description')}
          optional={provider.webhook.fields?.description === undefined}
          value={draft.description}
          problems={issues.at('description')}
          onChange={(description) => onDraftChange({ description })}
        />
      )}
      <ScopeField {...form} />
      {provider.webhook.fields?.enabled !== undefined && (
        <Switch
          {...provider.webhook.fields.enabled}
          checked={webhook.status === 'active'}
          onChange={(active) => void setActive(webhook.id, active)}
        />
      )}
    </Section>
  );
}
