import type { Preview, PreviewHeader } from '../../../src-preload/contract/compose.ts';
import { Chip } from '../../ui/status.tsx';
import styles from './preview-pane.module.css';

const SOURCES: Readonly<Record<PreviewHeader['source'], string>> = {
  transport: 'transport',
  content: 'content',
  custom: 'yours',
  default: 'default',
  authorization: 'authorization',
  signature: 'signature',
};

/** Every header in the order in which it goes on the wire, and who put it there. */
export function PreviewHeaders({ preview }: { preview: Preview }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Request line and headers" tabIndex={0}>
      <RequestLine preview={preview} />
      <table className={styles.headers}>
        <thead>
          <tr>
            <th>Header</th>
            <th>Value</th>
            <th>From</th>
          </tr>
        </thead>
        <tbody>
          {preview.headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat; their place is their identity
            <tr key={index}>
              <td className={styles.name}>{header.name}</td>
              <td className={styles.value}>
                <span
                  className={header.masked ? styles.masked : undefined}
                  title={header.masked ? 'Holds a secret, which never comes into the window' : undefined}
                >
                  {header.value}
                </span>
              </td>
              <td>
                <Chip hue={header.source === 'signature' ? 'accent' : 'neutral'}>{SOURCES[header.source]}</Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <QueryTable preview={preview} />
    </section>
  );
}

/** Each query value as it was rendered, with the characters used. */
export function QueryTable({ preview }: { preview: Preview }) {
  if (preview.query.length === 0) return null;
  return (
    <table className={styles.headers}>
      <thead>
        <tr>
          <th>Query parameter</th>
          <th>Value, before it is encoded</th>
          <th className="number">Used</th>
        </tr>
      </thead>
      <tbody>
        {preview.query.map(({ name, value, meter }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat; the place is the identity
          <tr key={index}>
            <td className={styles.name}>{name}</td>
            <td className={styles.value}>{value}</td>
            <td className="number">
              {meter.used.toLocaleString('en-US')}
              {meter.limit === null ? '' : ` of ${meter.limit.toLocaleString('en-US')}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Method and URL as they are called. */
export function RequestLine({ preview }: { preview: Preview }) {
  return (
    <p className={styles.requestLine}>
      <span className={styles.method}>{preview.method}</span>
      <span>{preview.url === '' ? 'no URL yet' : preview.url}</span>
    </p>
  );
}
