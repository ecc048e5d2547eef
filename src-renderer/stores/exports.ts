import type { ExportFormat } from '../../src-preload/contract/exports.ts';
import { call } from '../client/call.ts';
import { useLogFilter } from './log-filter.ts';
import { notify, notifyError } from './notices.ts';

const words: Readonly<Record<ExportFormat, string>> = { curl: 'cURL command', har: 'HAR', 'json-lines': 'JSON line' };

/** Puts one line of the log on the clipboard; says what was left out of it. */
export async function copyLine(seq: number, format: ExportFormat): Promise<void> {
  try {
    const { text, leftOut } = await call('exports.line', { seq, format });
    await call('app.copyText', { text });
    notify('success', `${words[format]} copied`, {
      detail: leftOut.length === 0 ? null : `Left out: ${leftOut.join(', ')}`,
    });
  } catch (thrown) {
    notifyError('The request was not copied', thrown);
  }
}

function describeLeftOut({ leftOut, withoutTrailers }: { leftOut: number; withoutTrailers: number }): string[] {
  const rows = leftOut.toLocaleString('en-US');
  const trailers = withoutTrailers.toLocaleString('en-US');
  return [
    ...(leftOut === 0
      ? []
      : [leftOut === 1 ? '1 row is left out: it is not HTTP.' : `${rows} rows are left out: they are not HTTP.`]),
    ...(withoutTrailers === 0
      ? []
      : [`The trailer fields of ${trailers} ${withoutTrailers === 1 ? 'request' : 'requests'} are left out.`]),
  ];
}

/** Asks where to, and exports everything that the log is filtered by. */
export async function saveFiltered(format: ExportFormat): Promise<void> {
  const { filter } = useLogFilter.getState();
  if (filter === null) return;
  try {
    const saved = await call('exports.saveFile', { filter, format });
    if (saved === null) return;
    const count = saved.lines.toLocaleString('en-US');
    notify('success', `${count} ${saved.lines === 1 ? 'request' : 'requests'} exported`, {
      detail: [...describeLeftOut(saved), saved.path].join('\n'),
    });
  } catch (thrown) {
    notifyError('The log was not exported', thrown);
  }
}
