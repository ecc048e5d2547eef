import { useEffect, useState } from 'react';
import type { PassphraseRating } from '../../src-preload/contract/vault.ts';
import { call } from '../client/call.ts';

/** What the engine says of a passphrase that is being chosen; null while it is empty, or too long to be one. */
export function usePassphraseRating(passphrase: string): PassphraseRating | null {
  const [rated, setRated] = useState<{ passphrase: string; rating: PassphraseRating } | null>(null);
  useEffect(() => {
    if (passphrase === '') return;
    let isLate = false;
    call('vault.ratePassphrase', { passphrase }).then(
      (rating) => !isLate && setRated({ passphrase, rating }),
      // Choosing it will say what is wrong.
      () => !isLate && setRated(null),
    );
    return () => {
      isLate = true;
    };
  }, [passphrase]);
  return passphrase !== '' && rated?.passphrase === passphrase ? rated.rating : null;
}
