import { Copy, Dices, KeyRound, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SecretField, SecretInfo, Webhook } from '../../../src-preload/contract/webhook.ts';
import { dropTypedSecret, typeSecret, useTypedSecret } from '../../stores/typed-secrets.ts';
import { clearSecret, copySecret, generateSecret, setSecret, tidySecret } from '../../stores/webhook-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, type FieldProblem } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Time } from '../../ui/time.tsx';
import { useFocusHandover } from '../../ui/use-focus-handover.ts';
import styles from './form.module.css';

interface SecretControlProps {
  webhook: Webhook;
  field: SecretField;
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  canGenerate: boolean;
  problems: readonly FieldProblem[];
}

/** Whether it is set, and what tells it from another one. */
export function SecretFacts({ info }: { info: SecretInfo }) {
  if (info.locked) return <Status tone="warning">cannot be read: enter it again</Status>;
  return (
    <>
      <Status tone="success">set</Status>
      <span className={styles.secretFacts}>
        fingerprint <code>{info.fingerprint}</code>
        {info.changedAt !== null && (
          <>
            {' · changed '}
            <Time at={info.changedAt} day="alone" />
          </>
        )}
      </span>
    </>
  );
}

interface EntryProps extends SecretControlProps {
  /** The one that is replaced can be kept beside the new one. */
  canKeepPrevious: boolean;
  onDone: () => void;
  onCancel: (() => void) | null;
}

function Entry(props: EntryProps) {
  const { webhook, field, label, hint, optional, problems, canKeepPrevious, onDone, onCancel } = props;
  const typed = useTypedSecret(webhook.id, field);
  const { value } = typed;
  const [keepPrevious, setKeepPrevious] = useState(typed.keepPrevious ?? false);
  const [refused, setRefused] = useState<string | null>(null);
  const ref = useFocusHandover<HTMLFormElement>();
  async function store(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (value === '') return;
    const { stored, problem } = await setSecret(webhook.id, field, value, { keepPrevious });
    setRefused(problem);
    if (stored) onDone();
  }
  return (
    <form ref={ref} className={styles.inline} onSubmit={(event) => void store(event)}>
      <TextField
        label={label}
        type="password"
        mono
        autoComplete="new-password"
        value={value}
        optional={optional}
        hint={value === '' ? hint : 'Enter sets it now. Save takes it along.'}
        problems={refused === null ? problems : [{ message: refused, severity: 'error' }]}
        onChange={(next) => {
          typeSecret(webhook.id, field, { value: next, keepPrevious });
          setRefused(null);
        }}
      />
      <div className={styles.inlineButtons}>
        {props.canGenerate && (
          <Button
            icon={<Dices />}
            onClick={() => void generateSecret(webhook.id, field, keepPrevious).then((done) => done && onDone())}
          >
            Generate
          </Button>
        )}
        {onCancel !== null && (
          <Button
            variant="ghost"
            onClick={() => {
              dropTypedSecret(webhook.id, field);
              onCancel();
            }}
          >
            Cancel
          </Button>
        )}
      </div>
      {canKeepPrevious && (
        <div className={styles.keepPrevious}>
          <Checkbox
            label="Keep the old secret for a while"
            hint="Requests that are signed with it are still accepted, until you remove it."
            checked={keepPrevious}
            onChange={(next) => {
              setKeepPrevious(next);
              typeSecret(webhook.id, field, { keepPrevious: next });
            }}
          />
        </div>
      )}
    </form>
  );
}

function Kept({ info, onReplace, ...props }: SecretControlProps & { info: SecretInfo; onReplace: () => void }) {
  const { webhook, field, label, hint, optional } = props;
  const ref = useFocusHandover<HTMLFieldSetElement>();
  const warnings = info.warnings.map(({ kind, message, removable }): FieldProblem => {
    const action = { label: 'Remove it', run: () => void tidySecret(webhook.id, field, kind) };
    return { message, severity: 'warning', action: removable ? action : undefined };
  });
  const others = props.problems.filter(({ message }) => !warnings.some((each) => each.message === message));
  return (
    <Field label={label} hint={hint} problems={[...warnings, ...others]} optional={optional}>
      {({ id, 'aria-describedby': describedBy }) => (
        <fieldset ref={ref} id={id} className={styles.secret} aria-label={label} aria-describedby={describedBy}>
          <KeyRound aria-hidden="true" />
          <SecretFacts info={info} />
          <span className={styles.secretButtons}>
            <IconButton
              label={`Copy: ${label}`}
              tooltip={info.locked ? 'It cannot be read' : 'Copy for 60 s'}
              icon={<Copy />}
              disabled={info.locked}
              onClick={() => void copySecret(webhook.id, field)}
            />
            <Button size="small" onClick={onReplace}>
              Replace
            </Button>
            <IconButton
              label={`Clear: ${label}`}
              tooltip="Clear"
              icon={<Trash2 />}
              onClick={() => void clearSecret(webhook.id, field)}
            />
          </span>
        </fieldset>
      )}
    </Field>
  );
}

/**
 * A secret that can be written and never read here: what is shown is its fingerprint. Enter sets it at once; what is only
 * typed goes along with a save, and is asked about when the window is left.
 */
export function SecretControl(props: SecretControlProps) {
  const { webhook, field } = props;
  const [replacing, setReplacing] = useState<{ changedAt: number | null } | null>(null);
  const isTyped = useTypedSecret(webhook.id, field).value !== '';
  const info = webhook.secrets.find((secret) => secret.field === field);
  const stop = () => setReplacing(null);
  // Once another one is stored, as by Save, the field has done its work.
  const isOpen = isTyped || (replacing !== null && replacing.changedAt === info?.changedAt);
  return (
    <div>
      {info === undefined || !info.set || isOpen ? (
        <Entry
          {...props}
          canKeepPrevious={field === 'signing' && info?.set === true && !info.locked}
          onDone={stop}
          onCancel={isOpen && info?.set === true ? stop : null}
        />
      ) : (
        <Kept {...props} info={info} onReplace={() => setReplacing({ changedAt: info.changedAt })} />
      )}
    </div>
  );
}
