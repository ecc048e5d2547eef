import { KeyValueList } from '../../ui/key-value-list.tsx';
import { Section } from '../../ui/section.tsx';
import type { FormProps } from './form-props.ts';

/** Headers of the user's own, in their order. */
export function HeadersSection({ draft, issues, onDraftChange, maximum }: FormProps & { maximum: number }) {
  return (
    <Section title="Headers" hint="Sent as they are written, in this order.">
      <KeyValueList
        label="Custom headers"
        noun="header"
        items={draft.headers}
        maximum={maximum}
        problems={issues.at('headers')}
        problemsAt={(index) => issues.under(`headers.${index}`)}
        onChange={(headers) => onDraftChange({ headers })}
      />
    </Section>
  );
}
