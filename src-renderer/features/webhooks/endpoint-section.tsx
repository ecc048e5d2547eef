import { Copy, Inbox } from 'lucide-react';
import type { HttpMethod } from '../../../src-preload/contract/provider.ts';
import { copyText } from '../../commands/system.ts';
import { useCapture } from '../../stores/capture.ts';
import { Button } from '../../ui/button.tsx';
import { Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toCaptureUrl } from './capture-url.ts';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';

function SourceAddresses({ addresses }: { addresses: readonly string[] }) {
  return (
    <div className={styles.addresses}>
      <span>Source addresses</span>
      {addresses.map((address) => (
        <span key={address} className={styles.address}>
          <code>{address}</code>
          <IconButton
            size="small"
            label={`Copy ${address}`}
            icon={<Copy />}
            onClick={() => void copyText(address, 'Address')}
          />
        </span>
      ))}
    </div>
  );
}

function UseCapture({ draft, state, onDraftChange }: FormProps) {
  const capture = useCapture((store) => store.state);
  if (capture?.state !== 'listening') return null;
  const url = toCaptureUrl(capture.address, state.provider.id, draft.name, draft.id);
  if (draft.url === url) return null;
  return (
    <Button size="small" variant="ghost" icon={<Inbox />} onClick={() => onDraftChange({ url })}>
      Send to capture
    </Button>
  );
}

/** What the service says of the address, and how the channel makes one. */
function UrlHint({ lines }: { lines: readonly (string | undefined)[] }) {
  return lines.map((line) => line !== undefined && <div key={line}>{line}</div>);
}

/** Where the request goes, and how. */
export function EndpointSection(form: FormProps) {
  const { draft, state, issues, onDraftChange } = form;
  const { provider } = state;
  const { methods, sourceAddresses, urlHint, urlLabel } = provider.webhook;
  const words = wordsOf(provider, 'url', urlLabel, urlHint);
  const urlHelp = provider.channels.find(({ id }) => id === draft.channel)?.urlHelp;
  return (
    <Section title="Endpoint">
      <div className={styles.endpoint}>
        {methods.length > 1 && (
          <Select<HttpMethod>
            label={wordsOf(provider, 'method', 'HTTP method').label}
            value={draft.method}
            options={methods.map((method) => ({ value: method, label: method }))}
            onChange={(method) => onDraftChange({ method })}
          />
        )}
        <TextField
          label={words.label}
          hint={<UrlHint lines={[words.hint, urlHelp]} />}
          mono
          placeholder="https://"
          inputMode="url"
          value={draft.url}
          problems={issues.at('url')}
          aside={<UseCapture {...form} />}
          fieldClassName={styles.grow}
          onChange={(url) => onDraftChange({ url })}
        />
      </div>
      <Problems problems={issues.under('method')} />
      {sourceAddresses.length > 0 && <SourceAddresses addresses={sourceAddresses} />}
    </Section>
  );
}
