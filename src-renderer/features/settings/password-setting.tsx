import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SecretOddity, SecretWarning } from '../../../src-preload/contract/webhook.ts';
import { Button } from '../../ui/button.tsx';
import { Field, type FieldProblem } from '../../ui/field.tsx';
import { Status } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

/** Null removes it. False where it was refused. */
type SetPassword = (value: string | null) => Promise<boolean>;
/** Removes what a warning names. */
type TidyPassword = (kind: SecretOddity) => Promise<boolean>;

/** Enter sets what is typed, and so does going on to something else: there is nothing here that could be forgotten. */
function PasswordEntry({ setPassword, onDone }: { setPassword: SetPassword; onDone: (() => void) | null }) {
  const [value, setValue] = useState('');
  const left = useRef(() => {});
  async function store(): Promise<void> {
    if (value === '') return;
    const leave = left.current;
    left.current = () => {};
    if (await setPassword(value)) {
      setValue('');
      onDone?.();
    } else left.current = leave;
  }
  useEffect(() => {
    left.current = () => void (value !== '' && setPassword(value));
  }, [value, setPassword]);
  useEffect(() => () => left.current(), []);
  return (
    <form
      className={styles.bottom}
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Another window may hold what is still to be typed.
        if (document.hasFocus() && !currentTarget.contains(relatedTarget)) void store();
      }}
    >
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={value === '' ? undefined : 'Enter sets it.'}
        value={value}
        onChange={setValue}
      />
      {onDone !== null && (
        <Button variant="ghost" onClick={onDone}>
          Keep the old one
        </Button>
      )}
    </form>
  );
}

/** What is odd about the password, such as a line break at its end. */
function toProblem({ kind, message, removable }: SecretWarning, tidyPassword: TidyPassword): FieldProblem {
  const action = { label: 'Remove it', run: () => void tidyPassword(kind) };
  return { message, severity: 'warning', action: removable ? action : undefined };
}

/** Written and never read here. Takes effect at once: the window must not keep a password until somebody saves. */
export function PasswordSetting({
  password,
  setPassword,
  tidyPassword,
}: {
  password: { set: boolean; locked: boolean; fingerprint: string | null; warnings: readonly SecretWarning[] };
  setPassword: SetPassword;
  tidyPassword: TidyPassword;
}) {
  const [replacing, setReplacing] = useState(false);
  if (!password.set || replacing) {
    return <PasswordEntry setPassword={setPassword} onDone={replacing ? () => setReplacing(false) : null} />;
  }
  const problems = password.warnings.map((warning) => toProblem(warning, tidyPassword));
  return (
    <Field label="Password" problems={problems}>
      {({ id, 'aria-describedby': describedBy }) => (
        <fieldset id={id} className={styles.password} aria-label="Password" aria-describedby={describedBy}>
          <KeyRound aria-hidden="true" />
          {password.locked ? (
            <Status tone="warning">cannot be read: unlock the secrets, or enter it again</Status>
          ) : (
            <>
              <Status tone="success">set</Status>
              <span className={styles.dim}>
                fingerprint <code>{password.fingerprint}</code>
              </span>
            </>
          )}
          <span className={styles.passwordButtons}>
            <Button size="small" onClick={() => setReplacing(true)}>
              Replace
            </Button>
            <Button size="small" onClick={() => void setPassword(null)}>
              Remove
            </Button>
          </span>
        </fieldset>
      )}
    </Field>
  );
}
