import { useMemo, useState } from 'react';
import type { Preview } from '../../../src-preload/contract/compose.ts';
import { HexView } from '../../ui/code-view/hex-view.tsx';
import { formatCount } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { PreviewBody } from './preview-body.tsx';
import styles from './preview-pane.module.css';

const encoder = new TextEncoder();

function HexBody({ body }: { body: string }) {
  const bytes = useMemo(() => encoder.encode(body), [body]);
  return <HexView label="Body in hex" bytes={bytes} />;
}

/** The body byte for byte: as text with invisible characters made visible, or in hex. */
export function PreviewBytes({ preview }: { preview: Preview }) {
  const [look, setLook] = useState<'text' | 'hex'>('text');
  return (
    <div className={styles.stack}>
      <div className={styles.sub}>
        <Segmented
          label="Show the bytes as"
          value={look}
          segments={[
            { value: 'text', label: 'Text' },
            { value: 'hex', label: 'Hex' },
          ]}
          onChange={setLook}
        />
        <span className={styles.spring} />
        <span>{formatCount(preview.bodyBytes)} bytes, UTF-8</span>
      </div>
      <div className={styles.rest}>
        {look === 'text' ? <PreviewBody layout="exact" /> : <HexBody body={preview.body ?? ''} />}
      </div>
    </div>
  );
}
