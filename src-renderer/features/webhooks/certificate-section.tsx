import { useState } from 'react';
import { useCompose } from '../../stores/compose.ts';
import { type FieldProblem, Problems } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { Time } from '../../ui/time.tsx';
import { LONGEST_PEM } from './certificate.ts';
import { ChooseFile } from './choose-file.tsx';
import { ClientKey } from './client-key.tsx';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';

const certificateFiles = '.pem,.crt,.cer,.der,.ca-bundle';

function useFileProblem() {
  const [message, setMessage] = useState<string | null>(null);
  const problems: FieldProblem[] = message === null ? [] : [{ message, severity: 'error' }];
  return { problems, setMessage };
}

/** What is shown to the receiver, for one that asks who calls. */
function ClientCertificate({ webhook, draft, issues, onDraftChange }: FormProps) {
  const { tls } = draft;
  const file = useFileProblem();
  const shown = useCompose(({ previewOf, preview }) => (previewOf === webhook.id ? preview?.clientCertificate : null));
  function change(clientCert: string): void {
    file.setMessage(null);
    onDraftChange({ tls: { ...tls, clientCert } });
  }
  return (
    <>
      <TextArea
        label="Client certificate"
        optional
        mono
        maxLength={LONGEST_PEM}
        placeholder="-----BEGIN CERTIFICATE-----"
        hint="As PEM text, where the receiver asks for one. Certificates of its chain may follow."
        value={tls.clientCert}
        problems={[...file.problems, ...issues.at('tls.clientCert')]}
        aside={
          <ChooseFile
            label="Client certificate file"
            accept={certificateFiles}
            onRead={change}
            onProblem={file.setMessage}
          />
        }
        onChange={change}
      />
      {shown != null && (
        <p className={styles.secretFacts}>
          “{shown.name}”, valid until <Time at={shown.validTo} day />
        </p>
      )}
      {(tls.clientCert !== '' || webhook.secrets.some(({ field, set }) => field === 'client-key' && set)) && (
        <ClientKey webhook={webhook} problems={issues.under('secret.client-key')} />
      )}
    </>
  );
}

/** Whose certificates the receiver may show. */
export function CertificateSection(form: FormProps) {
  const { draft, issues, onDraftChange } = form;
  const { tls } = draft;
  const file = useFileProblem();
  function changeAuthority(extraCa: string): void {
    file.setMessage(null);
    onDraftChange({ tls: { ...tls, extraCa } });
  }
  return (
    <Section title="Certificate" hint="For this webhook alone.">
      <TextArea
        label="Extra certificate authority"
        optional
        mono
        maxLength={LONGEST_PEM}
        placeholder="-----BEGIN CERTIFICATE-----"
        hint="As PEM text, where the receiver has a certificate of your own authority. The known ones stay trusted."
        value={tls.extraCa}
        problems={[...file.problems, ...issues.at('tls.extraCa')]}
        aside={
          <ChooseFile
            label="Certificate file"
            accept={certificateFiles}
            onRead={changeAuthority}
            onProblem={file.setMessage}
          />
        }
        onChange={changeAuthority}
      />
      <Switch
        label="Do not verify the certificate"
        hint="For a receiver under test that nobody vouches for. Every attempt says so in the log."
        checked={!tls.verify}
        onChange={(off) => onDraftChange({ tls: { ...tls, verify: !off } })}
      />
      <Problems problems={issues.at('tls.verify')} />
      <ClientCertificate {...form} />
    </Section>
  );
}
