import { ShieldOff } from 'lucide-react';
import { Fragment } from 'react';
import type { Preview } from '../../../src-preload/contract/compose.ts';
import type { MessagePart } from '../../../src-preload/contract/signing.ts';
import { useCompose } from '../../stores/compose.ts';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Form, Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';
import { PreviousSecret } from './previous-secret.tsx';
import { SchemeField } from './scheme-field.tsx';
import { SecretControl } from './secret-control.tsx';

const partNames: Readonly<Record<MessagePart['part'], string>> = {
  literal: 'separator',
  timestamp: 'timestamp',
  id: 'message id',
  body: 'body',
  method: 'method',
  url: 'URL',
  path: 'path',
  'form-params': 'form fields',
  header: 'header',
  query: 'query parameter',
  'form-field': 'form field',
  'body-field': 'field of the body',
};

const signedText = {
  title: 'Signed text',
  hint: 'What the signature is made over, for the event chosen in Payload.',
};

const nothingSigned = {
  title: 'What is sent',
  hint: 'Nothing is signed: the secret itself is sent in clear, and the receiver compares it.',
};

function SignedText({ signing, headers }: { signing: NonNullable<Preview['signing']>; headers: Preview['headers'] }) {
  const sent = headers.filter(({ source }) => source === 'signature');
  return (
    <Section {...(signing.parts.length === 0 ? nothingSigned : signedText)}>
      {signing.parts.length > 0 && (
        <ol className={styles.parts} aria-label="Parts of the signed text">
          {signing.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts are a sequence; the place is what they are
            <li key={index} className={styles.part} data-part={part.part}>
              <span className={styles.partName}>{partNames[part.part]}</span>
              <code className="ellipsis">{part.part === 'body' ? formatBytes(part.bytes) : part.text}</code>
            </li>
          ))}
        </ol>
      )}
      <dl className={styles.facts}>
        <dt>Scheme</dt>
        <dd>{signing.schemeName}</dd>
        {sent.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>Header</dt>
            <dd>
              <code className={styles.wrap}>
                {name}: {value}
              </code>
            </dd>
          </Fragment>
        ))}
        <dt>Key</dt>
        <dd>
          fingerprint <code>{signing.keyFingerprint}</code>
        </dd>
      </dl>
    </Section>
  );
}

/** How the receiver can know that the request is genuine. */
export function SigningTab(form: FormProps) {
  const { webhook, draft, state, issues, onDraftChange } = form;
  const { provider } = state;
  const preview = useCompose((store) => (store.previewOf === webhook.id ? store.preview : null));
  const { signing } = provider;
  const channel = provider.channels.find(({ id }) => id === draft.channel);
  const signable = signing !== null && (signing.channels === null || signing.channels.includes(draft.channel));
  if (!signable) {
    return (
      <EmptyState icon={<ShieldOff />} title={`${provider.name} does not sign this`}>
        {signing === null
          ? `Requests of ${provider.name} carry no signature.`
          : `Requests to ${channel?.label ?? draft.channel} carry no signature; a custom URL’s do.`}
      </EmptyState>
    );
  }
  const { chosenHeader, secret } = signing;
  const isChoice = signing.schemeId === null;
  const off = isChoice ? draft.schemeId === null : chosenHeader !== null && !draft.signed;
  return (
    <Form label="Signing">
      <Section title={isChoice ? 'Scheme and secret' : 'Secret'}>
        {isChoice && <SchemeField {...form} />}
        {chosenHeader !== null && (
          <Switch
            {...wordsOf(provider, 'signing', 'Sign requests')}
            checked={draft.signed}
            onChange={(signed) => onDraftChange({ signed })}
          />
        )}
        {chosenHeader !== null && draft.signed && (
          <TextField
            {...wordsOf(provider, 'signatureHeader', chosenHeader.label)}
            mono
            value={draft.signatureHeader}
            problems={issues.under('signatureHeader')}
            onChange={(signatureHeader) => onDraftChange({ signatureHeader })}
          />
        )}
        {!off && (
          <SecretControl
            webhook={webhook}
            field="signing"
            label={secret.label}
            hint={secret.hint}
            optional={secret.need === 'optional'}
            canGenerate
            problems={issues.under('secret.signing')}
          />
        )}
        {!off && (
          <PreviousSecret
            webhook={webhook}
            use={preview?.signing?.previous?.message ?? null}
            problems={issues.under('secret.signing-previous')}
          />
        )}
        {preview?.signsUrl === true && (
          <TextField
            label="Public address"
            optional
            mono
            placeholder="https://abc.example/hooks"
            hint="This scheme signs the URL. Where the receiver is known by another address, as behind a tunnel or proxy, that one is signed and verified. Without a path, the path of the request stays."
            value={draft.publicUrl}
            problems={issues.under('publicUrl')}
            onChange={(publicUrl) => onDraftChange({ publicUrl })}
          />
        )}
        {preview?.unsignedBecause != null && <Banner tone="info">{preview.unsignedBecause}</Banner>}
      </Section>
      {preview?.signing != null && <SignedText signing={preview.signing} headers={preview.headers} />}
    </Form>
  );
}
