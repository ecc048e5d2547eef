import { listSenders } from './senders.ts';

const head = ['sender', 'kind', 'scheme id', 'confidence', 'reason'];

/** The senders as a table: tab-separated, one a line, as `resources/schemes.tsv` holds it. */
export function writeSendersTable(): string {
  const rows = listSenders().map(({ name, kind, schemeId, confidence, reason }) =>
    [name, kind, schemeId ?? '', confidence.replace('-', ' '), reason].join('\t'),
  );
  return `${[head.join('\t'), ...rows].join('\n')}\n`;
}
