import { PenLine } from 'lucide-react';
import type { Preview } from '../../../src-preload/contract/compose.ts';
import { copyText } from '../../commands/system.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatBytes } from '../../ui/format.ts';
import { SignedText } from '../../ui/signed-text.tsx';
import styles from './preview-pane.module.css';

/** What is signed, with which key, and where the signature goes. */
export function PreviewSigned({ preview }: { preview: Preview }) {
  const { signing } = preview;
  if (signing === null) {
    return (
      <EmptyState icon={<PenLine />} title="This request is not signed">
        {preview.unsignedBecause}
      </EmptyState>
    );
  }
  const bytes = signing.parts.reduce((sum, part) => sum + part.bytes, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Signature" tabIndex={0}>
      <Facts
        facts={[
          { name: 'Scheme', value: signing.schemeName },
          { name: 'Header', value: signing.headerName, mono: true },
          {
            name: 'Signature',
            value: signing.value,
            mono: true,
            onCopy: () => void copyText(signing.value, 'Signature'),
          },
          { name: 'Key', value: <KeyFingerprint fingerprint={signing.keyFingerprint} />, mono: true },
        ]}
      />
      <h3 className={styles.heading}>Signed text, {formatBytes(bytes)}</h3>
      <SignedText parts={signing.parts} />
      <p className={styles.note}>A timestamp in it is the time of this preview; the one sent is the time of sending.</p>
    </section>
  );
}

function KeyFingerprint({ fingerprint }: { fingerprint: string }) {
  return (
    <span title="First 8 hex digits of SHA-256 over the key: two secrets can be compared without showing either">
      {fingerprint}
    </span>
  );
}
