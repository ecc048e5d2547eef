import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Random } from '../../../src-main/engine/random.ts';
import type { LogEntry } from './write-log.ts';

/** What a disk writes in one piece. */
const SECTOR = 512;

/** A change of a file's content. Files are numbered: a name can be removed and lead to another file later. */
type Change = { file: number } & ({ kind: 'write'; at: number; bytes: Buffer } | { kind: 'truncate'; size: number });

/** A name leads to another file now; null: to none. */
interface Naming {
  path: string;
  file: number | null;
}

/**
 * A disk that keeps what was synced and promises nothing else: what was written since may be there whole, in part, in another
 * order, or not at all; a name that was made, changed or removed without a sync of its folder may be or not.
 */
export class UncertainDisk {
  readonly #directory: string;
  /** Content that is safe, by file. */
  readonly #safe = new Map<number, Buffer>();
  /** Names that are safe. */
  readonly #safeNames = new Map<string, number>();
  /** Names as the running process sees them. */
  readonly #names = new Map<string, number>();
  #changes: Change[] = [];
  #namings: Naming[][] = [];
  #files = 0;

  /**
   * @param directory what the log speaks of
   * @param before the same folder as it was when the log began, and nobody had it open: that is safe
   */
  constructor(directory: string, before: string) {
    this.#directory = directory;
    for (const name of readdirSync(before)) {
      if (!statSync(join(before, name)).isFile()) continue;
      const path = join(directory, name);
      const file = this.#makeFile(readFileSync(join(before, name)));
      this.#safeNames.set(path, file);
      this.#names.set(path, file);
    }
  }

  /** How many changes a power cut could take now. */
  get unsafe(): number {
    return this.#changes.length + this.#namings.length;
  }

  take(entry: LogEntry): void {
    if (entry.kind === 'line' || entry.kind === 'sent') return;
    const file = this.#names.get(entry.path);
    switch (entry.kind) {
      case 'create':
        if (file === undefined) this.#name({ path: entry.path, file: this.#makeFile(Buffer.alloc(0)) });
        return;
      case 'unlink':
        this.#name({ path: entry.path, file: null });
        return;
      case 'rename':
        if (file !== undefined) this.#name({ path: entry.path, file: null }, { path: entry.to, file });
        return;
      case 'sync':
        if (entry.path === this.#directory) this.#syncNames();
        else if (file !== undefined) this.#syncFile(file);
        return;
      case 'write':
        if (file !== undefined) this.#changes.push({ kind: 'write', file, at: entry.at, bytes: entry.bytes });
        return;
      case 'truncate':
        if (file !== undefined) this.#changes.push({ kind: 'truncate', file, size: entry.size });
    }
  }

  /** Writes into `target` what a power cut in this moment may leave behind. */
  cut(target: string, random: Random): void {
    const contents = new Map([...this.#safe].map(([file, bytes]) => [file, Buffer.from(bytes)]));
    for (const change of choose(this.#changes, random)) apply(contents, change);
    const names = new Map(this.#safeNames);
    for (const step of this.#namings) if (random.float() < 0.5) applyNames(names, step);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const [path, file] of names) {
      // Shared memory does not outlive its processes: SQLite makes it anew.
      if (!path.endsWith('-shm')) writeFileSync(join(target, basename(path)), contents.get(file) ?? '');
    }
  }

  #makeFile(bytes: Buffer): number {
    this.#files += 1;
    this.#safe.set(this.#files, bytes);
    return this.#files;
  }

  #name(...step: Naming[]): void {
    applyNames(this.#names, step);
    this.#namings.push(step);
  }

  #syncNames(): void {
    for (const step of this.#namings) applyNames(this.#safeNames, step);
    this.#namings = [];
  }

  #syncFile(file: number): void {
    for (const change of this.#changes) if (change.file === file) apply(this.#safe, change);
    this.#changes = this.#changes.filter((change) => change.file !== file);
  }
}

/** Which of the waiting changes reach the disk, and in which order. Each cut has a manner of its own. */
function choose(waiting: readonly Change[], random: Random): readonly Change[] {
  const manner = Math.floor(random.float() * 5);
  if (manner === 0) return [];
  if (manner === 1) return waiting;
  if (manner === 2) return waiting.slice(0, Math.floor(random.float() * (waiting.length + 1)));
  const share = random.float();
  const pieces = manner === 3 ? waiting : waiting.flatMap(tear);
  return shuffle(
    pieces.filter(() => random.float() < share),
    random,
  );
}

function tear(change: Change): Change[] {
  if (change.kind === 'truncate') return [change];
  const pieces: Change[] = [];
  for (let from = 0; from < change.bytes.length; ) {
    const to = Math.min(from + SECTOR - ((change.at + from) % SECTOR), change.bytes.length);
    pieces.push({ ...change, at: change.at + from, bytes: change.bytes.subarray(from, to) });
    from = to;
  }
  return pieces;
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random.float() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}

function apply(contents: Map<number, Buffer>, change: Change): void {
  const present = contents.get(change.file) ?? Buffer.alloc(0);
  const end = change.kind === 'truncate' ? change.size : Math.max(present.length, change.at + change.bytes.length);
  let bytes = present;
  if (end !== present.length) {
    bytes = Buffer.alloc(end);
    present.copy(bytes);
  }
  if (change.kind === 'write') change.bytes.copy(bytes, change.at);
  contents.set(change.file, bytes);
}

function applyNames(names: Map<string, number>, step: readonly Naming[]): void {
  for (const { path, file } of step) {
    if (file === null) names.delete(path);
    else names.set(path, file);
  }
}
