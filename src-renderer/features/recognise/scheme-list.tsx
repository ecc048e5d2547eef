import { Copy } from 'lucide-react';
import type { RecognisedScheme } from '../../../src-preload/contract/recognition.ts';
import { copyText } from '../../commands/system.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './recognise-dialog.module.css';
import { describeCertainty, writeScheme } from './recognise-words.ts';

interface SchemeListProps {
  schemes: readonly RecognisedScheme[];
  onUse: (scheme: RecognisedScheme) => void;
}

function Scheme({ scheme, onUse }: { scheme: RecognisedScheme; onUse: () => void }) {
  const { name, place, senders, reasons, proof, misfit } = scheme;
  const { tone, words } = describeCertainty(scheme);
  return (
    <li className={styles.scheme} aria-label={name}>
      <div className={styles.head}>
        <strong className="ellipsis" title={name}>
          {name}
        </strong>
        <Status tone={tone} look="chip">
          {words}
        </Status>
        <code className={`${styles.place} ellipsis`} title={place}>
          {place}
        </code>
        <span className={styles.actions}>
          <IconButton
            label={`Copy: ${name}`}
            tooltip="Copy what was found"
            icon={<Copy />}
            onClick={() => void copyText(writeScheme(scheme), name)}
          />
          <Button size="small" onClick={onUse}>
            Use in a new webhook
          </Button>
        </span>
      </div>
      {proof !== null && <p className={styles.proof}>{proof.message}</p>}
      {misfit !== null && <p className={styles.note}>{misfit}</p>}
      <p className={styles.note}>{reasons.join(' ')}</p>
      {senders.length > 0 && <p className={styles.note}>Also signs like this: {senders.join(', ')}.</p>}
    </li>
  );
}

/** The schemes that a request may be signed by, the likeliest first. */
export function SchemeList({ schemes, onUse }: SchemeListProps) {
  return (
    <ol className={styles.schemes} aria-label="Schemes that fit">
      {schemes.map((scheme) => (
        <Scheme
          key={`${scheme.provider?.id} ${scheme.schemeId} ${scheme.headerName}`}
          scheme={scheme}
          onUse={() => onUse(scheme)}
        />
      ))}
    </ol>
  );
}
