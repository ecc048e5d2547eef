import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { type FieldProblem, Problems } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { LONGEST_PEM, toPem } from './certificate.ts';
import type { FormProps } from './form-props.ts';

interface ChooseFileProps {
  onRead: (pem: string) => void;
  /** Why the chosen file is not taken; null where it is. */
  onProblem: (message: string | null) => void;
}

/** Takes the text of a certificate file. */
function ChooseFile({ onRead, onProblem }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);

  async function read(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      const pem = file.size > LONGEST_PEM ? null : toPem(new Uint8Array(await file.arrayBuffer()));
      const fits = pem !== null && pem.length <= LONGEST_PEM;
      onProblem(fits ? null : `“${file.name}” is too large for a certificate. Choose another file.`);
      if (fits) onRead(pem);
    } catch {
      onProblem(`“${file.name}” could not be read. Choose it again.`);
    }
  }

  return (
    <>
      <Button size="small" variant="ghost" icon={<FileUp />} onClick={() => input.current?.click()}>
        Choose file…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Certificate file"
        accept=".pem,.crt,.cer,.der,.ca-bundle"
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file again is a choice, too.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Whose certificates the receiver may show. */
export function CertificateSection({ draft, issues, onDraftChange }: FormProps) {
  const { tls } = draft;
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const unread: FieldProblem[] = fileProblem === null ? [] : [{ message: fileProblem, severity: 'error' }];
  function changeAuthority(extraCa: string): void {
    setFileProblem(null);
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
        problems={[...unread, ...issues.at('tls.extraCa')]}
        aside={<ChooseFile onRead={changeAuthority} onProblem={setFileProblem} />}
        onChange={changeAuthority}
      />
      <Switch
        label="Do not verify the certificate"
        hint="For a receiver under test that nobody vouches for. Every attempt says so in the log."
        checked={!tls.verify}
        onChange={(off) => onDraftChange({ tls: { ...tls, verify: !off } })}
      />
      <Problems problems={issues.at('tls.verify')} />
    </Section>
  );
}
