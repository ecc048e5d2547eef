import { keysOf, runCommand } from '../../commands/table.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Problems } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';

/** Whether the data goes in the body or in the URL. */
export function SendUsingSection({ draft, state, issues, onDraftChange }: FormProps) {
  const { provider } = state;
  const { label, hint } = wordsOf(provider, 'send', 'Send data using');
  const inBody = draft.send === 'body';
  return (
    <Section title={label} hint={hint}>
      <Segmented
        label={label}
        value={draft.send}
        segments={[
          { value: 'body', label: wordsOf(provider, 'body', 'Request body').label },
          { value: 'query', label: wordsOf(provider, 'query', 'Query parameters').label },
        ]}
        onChange={(send) => onDraftChange({ send })}
      />
      <Problems problems={issues.under('send')} />
      <Banner
        tone="info"
        actions={
          <Button size="small" variant="ghost" keys={keysOf('tab.payload')} onClick={() => runCommand('tab.payload')}>
            Open Payload
          </Button>
        }
      >
        {inBody
          ? 'The body is written in Payload.'
          : 'The parameters are written in Payload. Nothing is sent in the body, so the request is not signed.'}
      </Banner>
    </Section>
  );
}
