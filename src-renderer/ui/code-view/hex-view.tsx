import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, useRef } from 'react';
import '../../styles/code.css';
import './code-view.css';
import { hexRow, hexWidth } from './layout-hex.ts';
import { useColumns } from './use-columns.ts';

const ROW_HEIGHT = 18;

/** Bytes as numbers, sixteen in a row where they fit, with what of them prints. */
export function HexView({ label, bytes }: { label: string; bytes: Uint8Array }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const width = hexWidth(useColumns(host));
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / width),
    getScrollElement: () => host.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section ref={host} className="code-view code-hex" aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = hexRow(bytes, item.index, width);
          return (
            <div
              key={item.key}
              className="code-row"
              style={{ position: 'absolute', transform: `translateY(${item.start}px)` }}
            >
              <span className="code-offset">{row.offset}</span>
              <span>{row.bytes.join(' ').padEnd(width * 3 - 1)}</span>
              <span className="code-dim">{row.text}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
