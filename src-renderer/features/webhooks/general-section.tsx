import { touchField } from '../../stores/webhook-edits.ts';
import { Section } from '../../ui/section.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import type { FormProps } from './form-props.ts';
import { ScopeField } from './scope-field.tsx';

/** Name, description and what the webhook belongs to. */
export function GeneralSection(form: FormProps) {
  const { webhook, draft, state, issues, onDraftChange } = form;
  const { provider } = state;
  return (
    <Section title="General">
      <TextField
        label={provider.webhook.nameLabel}
        value={draft.name}
        problems={issues.at('name')}
        onChange={(name) => onDraftChange({ name })}
        onBlur={() => touchField(webhook.id, 'name')}
      />
      {provider.webhook.description && (
        <TextArea
          label="Description"
          optional
          value={draft.description}
          problems={issues.at('description')}
          onChange={(description) => onDraftChange({ description })}
        />
      )}
      <ScopeField {...form} />
    </Section>
  );
}
