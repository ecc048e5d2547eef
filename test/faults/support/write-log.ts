import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { runProgram } from '../../engine/support/program.ts';

/** What a process did to the files of one folder, and what it said meanwhile, in the order in which the kernel saw it. */
export type LogEntry =
  | { kind: 'write'; path: string; at: number; bytes: Buffer }
  | { kind: 'truncate'; path: string; size: number }
  /** Everything that was written to the file before is on the disk; for a folder: its names. */
  | { kind: 'sync'; path: string }
  | { kind: 'create' | 'unlink'; path: string }
  | { kind: 'rename'; path: string; to: string }
  /** A line that the program printed. */
  | { kind: 'line'; text: string }
  /** The beginning of something that it wrote to a socket, and the port at the other end. */
  | { kind: 'sent'; text: string; remotePort: number };

const CALLS =
  'pwrite64,write,writev,sendmsg,sendto,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,openat';

/**
 * Runs a program under strace, with its threads and children, until it ends. Nothing in the program knows of it.
 * @throws Error that says what to do where the machine does not allow one process to watch another.
 */
export async function recordWrites(
  log: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  // Without -a the answers are moved to the right.
  const flags = [
    '-f',
    '-qq',
    '-a',
    '1',
    '--seccomp-bpf',
    '-yy',
    '-xx',
    '-s',
    String(2 ** 24),
    '-e',
    `trace=${CALLS}`,
    '-o',
    log,
  ];
  const running = runProgram('strace', [...flags, '--', ...command], { env });
  const code = await running.ended;
  if (code === 0) return;
  if (/ptrace|PTRACE/.test(running.errors())) {
    throw new Error(
      `strace may not watch processes here, so no power cut can be replayed. Allow it (in a container: --cap-add=SYS_PTRACE, and ` +
        `kernel.yama.ptrace_scope below 3).\n${running.errors()}`,
    );
  }
  throw new Error(`The recorded program ended with ${code}.\n${running.errors()}`);
}

/** Reads what `recordWrites` recorded; of files only those below `directory`. */
export async function readWriteLog(log: string, directory: string): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  /** Calls that other threads went on beside, by thread: what they do happens between here and their end. */
  const begun = new Map<string, string>();
  const reader = new CallReader(directory, entries);
  for await (const line of createInterface({
    input: createReadStream(log, 'latin1'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const space = line.indexOf(' ');
    const thread = line.slice(0, space);
    const call = line.slice(space).trimStart();
    if (call.endsWith('<unfinished ...>')) {
      const beginning = call.slice(0, -'<unfinished ...>'.length);
      begun.set(thread, beginning);
      // A write may be on the disk from its beginning, a sync only counts from its end.
      if (!isSync(beginning)) reader.take(`${beginning}) = 0`);
    } else if (call.startsWith('<... ')) {
      const beginning = begun.get(thread) ?? '';
      begun.delete(thread);
      if (isSync(beginning)) reader.take(beginning + call.replace(/^<\.\.\. \w+ resumed>/, ''));
    } else reader.take(call);
  }
  return entries;
}

const isSync = (call: string): boolean => /^f(?:data)?sync\(/.test(call);

class CallReader {
  readonly #directory: string;
  readonly #entries: LogEntry[];

  constructor(directory: string, entries: LogEntry[]) {
    this.#directory = directory;
    this.#entries = entries;
  }

  take(call: string): void {
    // Signals and ends of threads.
    if (call.startsWith('---') || call.startsWith('+++')) return;
    const open = call.indexOf('(');
    const answer = call.lastIndexOf(') = ');
    // A sync that was overlooked would look like a row that was lost.
    if (open < 0 || answer < 0) throw new Error(`strace printed something unknown: ${call.slice(0, 200)}`);
    // It failed, so it did nothing.
    if (call.startsWith('-', answer + 4)) return;
    const name = call.slice(0, open);
    const text = call.slice(open + 1, answer);
    switch (name) {
      case 'openat':
        if (text.includes('O_CREAT')) this.#push('create', pathOf(call.slice(answer)));
        if (text.includes('O_TRUNC')) this.#truncate(pathOf(call.slice(answer)), 0);
        break;
      case 'rename':
      case 'renameat':
      case 'renameat2':
        this.#rename(text);
        break;
      case 'unlink':
      case 'unlinkat':
        this.#push('unlink', stringsOf(text).at(-1)?.toString('utf8') ?? null);
        break;
      case 'ftruncate':
        this.#truncate(pathOf(text), Number(text.slice(text.lastIndexOf(',') + 1)));
        break;
      case 'fsync':
      case 'fdatasync':
        this.#push('sync', pathOf(text));
        break;
      default:
        this.#write(name, text);
    }
  }

  #write(name: string, text: string): void {
    const socket = /^\d+<TCP[^\n]*?->[^\n]*?:(\d+)\]>/.exec(text.slice(0, 200));
    if (socket !== null) {
      const sent = Buffer.concat(stringsOf(text)).toString('latin1');
      this.#entries.push({ kind: 'sent', text: sent, remotePort: Number(socket[1]) });
      return;
    }
    const [bytes = Buffer.alloc(0)] = stringsOf(text);
    if (/^1</.test(text) && name === 'write') {
      this.#entries.push({ kind: 'line', text: bytes.toString('utf8').trimEnd() });
      return;
    }
    const path = pathOf(text);
    if (!this.#isOurs(path)) return;
    const at = name === 'pwrite64' ? Number(text.slice(text.lastIndexOf(',') + 1)) : 0;
    this.#entries.push({ kind: 'write', path, at, bytes });
  }

  #rename(text: string): void {
    const [from = '', to = ''] = stringsOf(text).map((bytes) => bytes.toString('utf8'));
    if (this.#isOurs(from)) this.#entries.push({ kind: 'rename', path: from, to });
  }

  #truncate(path: string | null, size: number): void {
    if (this.#isOurs(path)) this.#entries.push({ kind: 'truncate', path, size });
  }

  #push(kind: 'create' | 'unlink' | 'sync', path: string | null): void {
    if (this.#isOurs(path)) this.#entries.push({ kind, path });
  }

  #isOurs(path: string | null): path is string {
    return path !== null && (path === this.#directory || path.startsWith(`${this.#directory}/`));
  }
}

/** The quoted strings among the arguments. strace prints each as `\x68\x69`. */
const stringsOf = (text: string): Buffer[] => [...text.matchAll(/"([^"]*)"/g)].map(([, inner]) => decode(inner ?? ''));

const decode = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

/** The path that belongs to the first file descriptor. */
function pathOf(text: string): string | null {
  const start = text.indexOf('<\\x');
  return start < 0 || start > 20 ? null : decode(text.slice(start + 1, text.indexOf('>', start))).toString('utf8');
}
