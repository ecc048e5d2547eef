import { Problems } from '../../ui/field.tsx';
import { KeyValueList } from '../../ui/key-value-list.tsx';
import { Section } from '../../ui/section.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';
import { findUserAgent } from './user-agent.ts';
import { UserAgentRow } from './user-agent-row.tsx';

/** `User-Agent`, and below it the headers of the user's own, in their order, where the service sends any. */
export function HeadersSection(form: FormProps) {
  const { draft, state, issues, onDraftChange } = form;
  const { headers: rule } = state.provider.webhook;
  const { label, hint } = wordsOf(state.provider, 'headers', 'Headers', 'Sent as they are written, in this order.');
  if (rule === null) {
    return (
      <Section title={label} hint="Names the sender of each request.">
        <UserAgentRow {...form} />
        <Problems problems={issues.at('headers')} />
      </Section>
    );
  }
  const agent = findUserAgent(draft.headers);
  const agents = draft.headers.filter((_, index) => index === agent);
  /** Index in the draft of a header of the list. */
  const toIndex = (place: number): number => (agent !== -1 && place >= agent ? place + 1 : place);
  return (
    <Section title={label} hint={hint}>
      <UserAgentRow {...form} />
      <KeyValueList
        label="Custom headers"
        noun="header"
        items={draft.headers.filter((_, index) => index !== agent)}
        maximum={rule.maximum}
        problems={issues.at('headers')}
        problemsAt={(place) => issues.under(`headers.${toIndex(place)}`)}
        onChange={(others) =>
          onDraftChange({ headers: others.toSpliced(Math.min(Math.max(agent, 0), others.length), 0, ...agents) })
        }
      />
    </Section>
  );
}
