import { type FormEvent, useEffect, useState } from 'react';
import type { RecognisedScheme } from '../../../src-preload/contract/recognition.ts';
import { createWebhookWith } from '../../stores/recognition.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import styles from './recognise-dialog.module.css';
import { SchemeList } from './scheme-list.tsx';
import { useRecognition } from './use-recognition.ts';

interface RecogniseDialogProps {
  /** The line of the log whose request it is; null: one that is pasted. */
  seq: number | null;
  onClose: () => void;
}

const FORM = 'recognise-form';

/** Which scheme signed a request: by its headers, and for certain with a secret. The window keeps neither text nor secret. */
export function RecogniseDialog({ seq, onClose }: RecogniseDialogProps) {
  const [text, setText] = useState('');
  const [secret, setSecret] = useState('');
  const [previousSecret, setPreviousSecret] = useState('');
  const [useWorkspaceSecrets, setUseWorkspaceSecrets] = useState(false);
  const { found, isBusy, issues, problem, ask, cancel } = useRecognition();
  const request = seq === null ? ({ from: 'text', text } as const) : ({ from: 'capture', seq } as const);
  const isAsked = secret !== '' || previousSecret !== '' || useWorkspaceSecrets;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a captured request is looked at once, when the dialog opens
  useEffect(() => {
    if (seq !== null) void ask({ request, secret, previousSecret, useWorkspaceSecrets });
  }, [seq]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isBusy || (seq === null && text.trim() === '')) return;
    void ask({ request, secret, previousSecret, useWorkspaceSecrets });
  }
  async function use(scheme: RecognisedScheme): Promise<void> {
    if (await createWebhookWith(scheme, seq)) onClose();
  }
  const problemsAt = (path: string): FieldProblem[] =>
    issues.filter((issue) => issue.path === path).map(({ message, severity }) => ({ message, severity }));

  return (
    <Dialog
      open
      onClose={onClose}
      title="What signed this?"
      description={
        seq === null
          ? 'Paste a request. Its headers show which schemes may have signed it; a secret proves which one did.'
          : 'The headers show which schemes may have signed this request; a secret proves which one did.'
      }
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {isBusy ? (
            <Button variant="primary" onClick={cancel}>
              Stop
            </Button>
          ) : (
            <Button variant="primary" type="submit" form={FORM} disabled={seq === null && text.trim() === ''}>
              {isAsked ? 'Check with the secret' : 'Find the scheme'}
            </Button>
          )}
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={submit}>
        {seq === null && (
          <TextArea
            label="Request"
            hint="Raw HTTP, a cURL command, or headers and body alone."
            mono
            rows={6}
            placeholder={'POST /hooks HTTP/1.1\nX-Hub-Signature-256: sha256=…\n\n{"action": "opened"}'}
            value={text}
            problems={problemsAt('text')}
            onChange={setText}
          />
        )}
        <div className={styles.secrets}>
          <TextField
            label="Secret"
            type="password"
            mono
            optional
            autoComplete="new-password"
            hint="Used for this check alone; not stored."
            value={secret}
            problems={problemsAt('secret')}
            onChange={setSecret}
          />
          <TextField
            label="Old secret"
            type="password"
            mono
            optional
            autoComplete="new-password"
            hint="Where the secret was replaced lately."
            value={previousSecret}
            problems={problemsAt('previousSecret')}
            onChange={setPreviousSecret}
          />
        </div>
        <Checkbox
          label="Try the secrets of this workspace"
          checked={useWorkspaceSecrets}
          onChange={setUseWorkspaceSecrets}
        />
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
      </form>
      <div className={styles.found} aria-live="polite" aria-busy={isBusy}>
        {found !== null && (
          <>
            <p className={styles.message}>{found.message}</p>
            {[...found.notes, ...found.unknown].map((note) => (
              <p key={note} className={styles.note}>
                {note}
              </p>
            ))}
            {found.schemes.length > 0 && <SchemeList schemes={found.schemes} onUse={(scheme) => void use(scheme)} />}
          </>
        )}
      </div>
    </Dialog>
  );
}
