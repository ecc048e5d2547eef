import { useMemo, useState } from 'react';
import { useCompose } from '../../stores/compose.ts';
import { HexView } from '../../ui/code-view/hex-view.tsx';
import { formatCount } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { PreviewBody } from './preview-body.tsx';
import styles from './preview-pane.module.css';

const encoder = new TextEncoder();

function HexBody() {
  const body = useCompose(({ preview }) => preview?.body ?? '');
  const bytes = useMemo(() => encoder.encode(body), [body]);
  return <HexView label="Body in hex" bytes={bytes} />;
}

function ByteCount() {
  const count = useCompose(({ preview }) => preview?.bodyBytes ?? 0);
  return <span>{formatCount(count)} bytes, UTF-8</span>;
}

/** The body byte for byte: as text with invisible characters made visible, or in hex. */
export function PreviewBytes() {
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
        <ByteCount />
      </div>
      <div className={styles.rest}>{look === 'text' ? <PreviewBody layout="exact" /> : <HexBody />}</div>
    </div>
  );
}
