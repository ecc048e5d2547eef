import { useEffect, useState } from 'react';
import type { Recognition } from '../../../../src-preload/contract/recognition.ts';
import { openDialog } from '../../../stores/dialogs.ts';
import { recogniseCapture } from '../../../stores/recognition.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './detail.module.css';

/** What a captured request that was not checked looks like, and where it can be checked. Nothing where nothing is signed. */
export function LooksLike({ seq }: { seq: number }) {
  const [found, setFound] = useState<Recognition | null>(null);
  useEffect(() => {
    let isLate = false;
    setFound(null);
    // A request that cannot be read is said elsewhere: this is only an offer.
    recogniseCapture(seq).then(
      (answer) => !isLate && setFound(answer),
      () => {},
    );
    return () => {
      isLate = true;
    };
  }, [seq]);
  if (found === null || (found.schemes.length === 0 && found.unknown.length === 0)) return null;
  return (
    <div className={styles.looksLike}>
      <span className="selectable">{found.schemes.length > 0 ? found.message : found.unknown[0]}</span>
      <Button size="small" onClick={() => openDialog({ kind: 'recognise', seq })}>
        {found.schemes.length > 0 ? 'Check with a secret…' : 'What signed this?…'}
      </Button>
    </div>
  );
}
