import { Progress } from './progress.tsx';

/** Shown while a key is made from a passphrase, which takes seconds on a slow machine. */
export function KeyDerivation() {
  return (
    <div>
      <Progress
        words="Deriving the key from the passphrase. This takes a moment on purpose: it slows guessing down."
        done={0}
        total={0}
      />
    </div>
  );
}
