import { create } from 'zustand';
import type {
  ImportBatch,
  ImportFormat,
  ImportFormatInfo,
  ImportOwner,
  ImportPlan,
  ImportProgress,
} from '../../src-preload/contract/imports.ts';
import type { Result } from '../../src-preload/contract/methods.ts';
import { call } from '../client/call.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';
import { on } from '../client/on.ts';
import { openDialog } from './dialogs.ts';
import { askLogFilter } from './log-filter.ts';
import { notify, notifyError } from './notices.ts';
import { showWork, toggleLog } from './screen.ts';

interface ImportState {
  /** What is looked at; null while a source is chosen. */
  plan: ImportPlan | null;
  /** Entries of a folder that are no files. */
  skipped: number;
  /** A source is taken in and read: which, and how far it is. */
  reading: (ImportProgress & { name: string }) | null;
  /** The chosen requests are written: how many so far. */
  writing: Pick<ImportProgress, 'requests' | 'totalRequests'> | null;
  problem: string | null;
  /** Imports that are in the log, newest first. */
  batches: readonly ImportBatch[];
  formats: readonly ImportFormatInfo[];
}

const nothing = { plan: null, skipped: 0, reading: null, writing: null, problem: null };

/** The import of failed requests that is being looked at, and those that were made. */
export const useImports = create<ImportState>(() => ({ ...nothing, batches: [], formats: [] }));

const begun = { phase: 'loading', doneBytes: 0, totalBytes: 0, requests: 0, totalRequests: 0 } as const;

/** Bytes in one call. */
const PIECE = 600_000;

async function attempt(work: () => Promise<void>): Promise<void> {
  useImports.setState({ problem: null });
  try {
    await work();
  } catch (thrown) {
    if (!isCancelled(thrown)) useImports.setState({ problem: toClientError(thrown).message });
  } finally {
    useImports.setState({ reading: null });
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

async function read({ id, name }: { id: string; name: string }, skipped: number): Promise<void> {
  useImports.setState(({ reading }) => ({
    reading: { ...(reading ?? { ...begun, id, name }), phase: 'reading' },
  }));
  const plan = await call('imports.plan', { id });
  useImports.setState({ plan, skipped });
}

/** Takes in what was pasted or dropped, and looks at it. */
export function readImportFiles(files: readonly File[], name: string, format: ImportFormat | null): Promise<void> {
  return attempt(async () => {
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
    const { id } = await call('imports.begin', { name, totalBytes, format });
    let doneBytes = 0;
    for (const file of files) {
      for (let at = 0; at === 0 || at < file.size; at += PIECE) {
        useImports.setState({ reading: { ...begun, id, name, doneBytes, totalBytes } });
        const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
        await call('imports.append', { id, file: file.name, base64: toBase64(bytes) });
        doneBytes += bytes.length;
      }
    }
    await read({ id, name }, 0);
  });
}

/** Reads the source again with plain characters in place of typographic ones. */
export function straightenImport(): Promise<void> {
  return attempt(async () => {
    const { plan } = useImports.getState();
    if (plan === null) return;
    useImports.setState({ plan: await call('imports.straighten', { id: plan.id }) });
  });
}

/** What a person drops: anything else than files is left to whoever wants it. */
export const importDrop = {
  onDragOver(event: { preventDefault(): void; dataTransfer: DataTransfer }): void {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  },
  onDrop(event: { preventDefault(): void; dataTransfer: DataTransfer }): void {
    const files = [...event.dataTransfer.files];
    const [first] = files;
    if (first === undefined) return;
    event.preventDefault();
    openDialog({ kind: 'import-requests' });
    void readImportFiles(files, files.length === 1 ? first.name : `${files.length} files`, null);
  },
};

/** Asks for files or a folder, and looks at them. */
export function chooseImport(what: 'files' | 'folder'): Promise<void> {
  return attempt(async () => {
    const opened: Result<'imports.openFiles'> = await call(
      what === 'files' ? 'imports.openFiles' : 'imports.openFolder',
      {},
    );
    if (opened !== null) await read(opened, opened.skipped);
  });
}

/** Lets the source go, also while it is read or written. */
export function dropRequestImport(): void {
  const { plan, reading } = useImports.getState();
  const id = plan?.id ?? reading?.id;
  useImports.setState(nothing);
  if (id !== undefined) call('imports.discard', { id }).catch(() => {});
}

/** Writes the chosen requests into the log; shows them there. Answers whether it did. */
export async function applyRequestImport(
  chosen: readonly number[],
  keepCredentials: boolean,
  owner: ImportOwner,
): Promise<boolean> {
  const { plan } = useImports.getState();
  if (plan === null) return false;
  useImports.setState({ writing: { requests: 0, totalRequests: chosen.length }, problem: null });
  try {
    const batch = await call('imports.apply', { id: plan.id, chosen: [...chosen], keepCredentials, owner });
    useImports.setState(nothing);
    notify('success', countImported(batch.lines), {
      detail: 'Nothing of it was sent.',
      action: { label: 'Undo', run: () => void removeImport(batch) },
    });
    showImport(batch.id);
    return true;
  } catch (thrown) {
    if (isCancelled(thrown)) notify('info', 'The import was cancelled', { detail: 'Nothing of it is in the log.' });
    else useImports.setState({ problem: toClientError(thrown).message, writing: null });
    return false;
  }
}

function countImported(lines: number): string {
  return `${lines.toLocaleString('en-US')} ${lines === 1 ? 'request' : 'requests'} imported`;
}

/** Filters the log by one import. */
export function showImport(id: string): void {
  showWork();
  toggleLog(true);
  askLogFilter({ imported: id });
}

/** Takes an import out of the log as a whole. */
export async function removeImport({ id, name }: ImportBatch): Promise<void> {
  try {
    const { removed } = await call('imports.remove', { id });
    notify('success', `The import of “${name}” was removed`, {
      detail: `${removed.toLocaleString('en-US')} ${removed === 1 ? 'line' : 'lines'} of the log`,
    });
    askLogFilter({});
  } catch (thrown) {
    notifyError('The import could not be removed', thrown);
  }
}

/** Reads which imports there are, again whenever that changes, until the returned function is called. */
export function followImports(): () => void {
  const load = (): void => {
    call('imports.list', {}).then(
      (batches) => useImports.setState({ batches }),
      (thrown: unknown) => notifyError('The imports could not be read', thrown),
    );
  };
  load();
  call('imports.formats', {}).then(
    (formats) => useImports.setState({ formats }),
    (thrown: unknown) => notifyError('The formats could not be read', thrown),
  );
  const stops = [
    on('imports.changed', load),
    on('log.cleared', load),
    on('imports.progress', (progress) =>
      useImports.setState(({ reading, writing }) => {
        if (progress.phase === 'writing') return writing === null ? {} : { writing: progress };
        return reading === null ? {} : { reading: { ...reading, ...progress } };
      }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
