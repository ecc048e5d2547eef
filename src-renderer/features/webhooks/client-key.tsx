import { KeyRound, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { dropTypedSecret, typeSecret, useTypedSecret } from '../../stores/typed-secrets.ts';
import { clearSecret, setSecret } from '../../stores/webhook-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Field, type FieldProblem } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useFocusHandover } from '../../ui/use-focus-handover.ts';
import { LONGEST_PEM } from './certificate.ts';
import { ChooseFile } from './choose-file.tsx';
import styles from './form.module.css';

const label = 'Private key';

interface ClientKeyProps {
  webhook: Webhook;
  problems: readonly FieldProblem[];
}

/** Takes a key and the passphrase that opens it. Neither stays in the window once the key is stored. */
function Entry(props: ClientKeyProps & { onDone: () => void; onCancel: (() => void) | null }) {
  const { webhook, problems, onDone, onCancel } = props;
  const { value: pem, passphrase = '' } = useTypedSecret(webhook.id, 'client-key');
  const [refused, setRefused] = useState<string | null>(null);
  const ref = useFocusHandover<HTMLFormElement>();
  const isEncrypted = pem.includes('ENCRYPTED');

  function change(next: string): void {
    typeSecret(webhook.id, 'client-key', { value: next });
    setRefused(null);
  }

  async function store(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { stored, problem } = await setSecret(webhook.id, 'client-key', pem, { passphrase });
    setRefused(problem);
    if (stored) onDone();
  }

  return (
    <form ref={ref} className={styles.stack} onSubmit={(event) => void store(event)}>
      <TextArea
        label={label}
        mono
        maxLength={LONGEST_PEM}
        placeholder="-----BEGIN PRIVATE KEY-----"
        hint={
          pem === ''
            ? 'Of the client certificate, as PEM text. It is kept as a secret and never shown again.'
            : 'Save takes it along.'
        }
        value={pem}
        problems={refused === null ? problems : [{ message: refused, severity: 'error' }]}
        aside={
          <ChooseFile
            label="Private key file"
            accept=".pem,.key"
            onRead={change}
            onProblem={(message) => setRefused(message)}
          />
        }
        onChange={change}
      />
      {isEncrypted && (
        <TextField
          label="Passphrase of the key"
          type="password"
          autoComplete="new-password"
          hint="Used once to open the key; it is not kept."
          value={passphrase}
          onChange={(next) => typeSecret(webhook.id, 'client-key', { passphrase: next })}
        />
      )}
      {onCancel !== null && (
        <div className={styles.stackButtons}>
          <Button
            variant="ghost"
            onClick={() => {
              dropTypedSecret(webhook.id, 'client-key');
              onCancel();
            }}
          >
            Keep the old one
          </Button>
        </div>
      )}
    </form>
  );
}

function Kept({
  webhook,
  problems,
  isLocked,
  onReplace,
}: ClientKeyProps & { isLocked: boolean; onReplace: () => void }) {
  const ref = useFocusHandover<HTMLFieldSetElement>();
  return (
    <Field label={label} problems={problems}>
      {({ id, 'aria-describedby': describedBy }) => (
        <fieldset ref={ref} id={id} className={styles.secret} aria-label={label} aria-describedby={describedBy}>
          <KeyRound aria-hidden="true" />
          {isLocked ? (
            <Status tone="warning">cannot be read: enter it again</Status>
          ) : (
            <Status tone="success">set</Status>
          )}
          <span className={styles.secretButtons}>
            <Button size="small" onClick={onReplace}>
              Replace
            </Button>
            <IconButton
              label={`Clear: ${label}`}
              tooltip="Clear"
              icon={<Trash2 />}
              onClick={() => void clearSecret(webhook.id, 'client-key')}
            />
          </span>
        </fieldset>
      )}
    </Field>
  );
}

/** The private key of the client certificate: it can be set and removed, and not read. */
export function ClientKey({ webhook, problems }: ClientKeyProps) {
  const [replacing, setReplacing] = useState<{ changedAt: number | null } | null>(null);
  const isTyped = useTypedSecret(webhook.id, 'client-key').value !== '';
  const info = webhook.secrets.find(({ field }) => field === 'client-key');
  const stop = () => setReplacing(null);
  const isOpen = isTyped || (replacing !== null && replacing.changedAt === info?.changedAt);
  return (
    <div>
      {info === undefined || !info.set || isOpen ? (
        <Entry
          webhook={webhook}
          problems={problems}
          onDone={stop}
          onCancel={isOpen && info?.set === true ? stop : null}
        />
      ) : (
        <Kept
          webhook={webhook}
          problems={problems}
          isLocked={info.locked}
          onReplace={() => setReplacing({ changedAt: info.changedAt })}
        />
      )}
    </div>
  );
}
