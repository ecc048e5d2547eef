import { KeyValueList } from '../../ui/key-value-list.tsx';
import { Section } from '../../ui/section.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';

/** Headers of the user's own, in their order. */
export function HeadersSection({ draft, state, issues, onDraftChange, maximum }: FormProps & { maximum: number }) {
  const { label, hint } = wordsOf(state.provider, 'headers', 'Headers', 'Sent as they are written, in this order.');
  const namesAgent = draft.headers.some(({ name }) => name.toLowerCase() === 'user-agent');
  return (
    <Section title={label} hint={hint}>
      <KeyValueList
        label="Custom headers"
        noun="header"
        items={draft.headers}
        maximum={maximum}
        hint={
          namesAgent
            ? undefined
            : 'User-Agent: Hookwright/… is sent too. Add one to change it; an empty one sends none.'
        }
        problems={issues.at('headers')}
        problemsAt={(index) => issues.under(`headers.${index}`)}
        onChange={(headers) => onDraftChange({ headers })}
      />
    </Section>
  );
}
