import type { FieldProblem } from './field.tsx';
import { TextField } from './text-field.tsx';

export interface NewPassphraseProps {
  passphrase: string;
  repeated: string;
  onChange: (change: { passphrase?: string; repeated?: string }) => void;
  /** Whether it was tried to go on, so that what is missing is said. */
  tried: boolean;
  rating: { strength: 'weak' | 'fair' | 'strong'; message: string } | null;
  autoFocus?: boolean | undefined;
}

/** True where both fields hold the same passphrase. */
export function isNewPassphrase({ passphrase, repeated }: { passphrase: string; repeated: string }): boolean {
  return passphrase !== '' && passphrase === repeated;
}

/** Two fields for a passphrase that is being chosen, with a word on how well it withstands guessing. */
export function NewPassphrase(props: NewPassphraseProps) {
  const { passphrase, repeated, onChange, tried, rating, autoFocus } = props;
  const error = (message: string): FieldProblem[] => [{ message, severity: 'error' }];
  const weak: FieldProblem[] = rating?.strength === 'weak' ? [{ message: rating.message, severity: 'warning' }] : [];
  return (
    <>
      <TextField
        label="Passphrase"
        type="password"
        autoComplete="new-password"
        autoFocus={autoFocus}
        hint={rating === null || rating.strength === 'weak' ? undefined : rating.message}
        value={passphrase}
        problems={tried && passphrase === '' ? error('Type a passphrase.') : weak}
        onChange={(next) => onChange({ passphrase: next })}
      />
      <TextField
        label="Repeat the passphrase"
        type="password"
        autoComplete="new-password"
        value={repeated}
        problems={tried && passphrase !== '' && passphrase !== repeated ? error('The passphrases do not match.') : []}
        onChange={(next) => onChange({ repeated: next })}
      />
    </>
  );
}
