import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { Banner } from '../../ui/banner.tsx';
import { FieldRow, Form, Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import styles from './composer.module.css';
import type { SchemeFormProps } from './form-parts.ts';
import { KeySection } from './key-section.tsx';
import { MessageParts } from './message-parts.tsx';
import { ReceiverSection } from './receiver-section.tsx';
import { listTextOnly, signsText } from './scheme-edits.ts';
import { SignatureSection } from './signature-section.tsx';
import { TimeSection } from './time-section.tsx';

const sources: readonly { value: SigningScheme['confidence']; label: string }[] = [
  { value: 'documented', label: 'Documented by the sender' },
  { value: 'second-hand', label: 'Second hand' },
  { value: 'assumed', label: 'Assumed' },
  { value: 'general', label: 'Of no sender in particular' },
];

/** The scheme as fields. */
export function SchemeForm(props: SchemeFormProps) {
  const { scheme, change, at } = props;
  const textOnly = listTextOnly(scheme);
  return (
    <Form label="Fields of the scheme">
      {textOnly.length > 0 && (
        <div className={styles.banner}>
          <Banner tone="info">Only in “As text”: {textOnly.join(', ')}. It is kept as it is.</Banner>
        </div>
      )}
      <Section title="Scheme">
        <FieldRow>
          <TextField
            label="Name"
            placeholder="Acme webhooks"
            value={scheme.name}
            problems={at('name')}
            onChange={(name) => change('name', (before) => ({ ...before, name }))}
          />
          <Select
            label="Where it comes from"
            value={scheme.confidence}
            options={sources}
            onChange={(confidence) => change('confidence', (before) => ({ ...before, confidence }))}
          />
        </FieldRow>
        <TextArea
          label="Notes"
          optional
          rows={1}
          value={scheme.notes}
          problems={at('notes')}
          onChange={(notes) => change('notes', (before) => ({ ...before, notes }))}
        />
      </Section>
      {(signsText(scheme.algorithm) || scheme.message.length > 0) && (
        <Section title="Signed text" hint="From first to last. Alt+↑ and Alt+↓ move a part.">
          <MessageParts {...props} />
        </Section>
      )}
      <KeySection {...props} />
      <SignatureSection {...props} />
      <TimeSection {...props} />
      <ReceiverSection {...props} />
    </Form>
  );
}
