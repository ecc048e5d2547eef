import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { Clock } from '../clock.ts';
import type { Staged } from '../store/rows.ts';
import type { SchemeRepository, SchemeRow } from '../store/scheme-repository.ts';
import type { Store } from '../store/store.ts';

/** A scheme of this workspace as it is kept. */
export interface OwnScheme extends Omit<SchemeRow, 'scheme' | 'id'> {
  scheme: SigningScheme;
}

/** The schemes that were composed in this workspace, in memory; every change goes through the database first. */
export interface OwnSchemes {
  /** Without the deleted ones, by id, in the order in which they were made. The same map until something changes. */
  all(): ReadonlyMap<string, SigningScheme>;
  list(): OwnScheme[];
  /** Null for an unknown one and for a deleted one. */
  find(id: string): OwnScheme | null;
  findDeleted(id: string): OwnScheme | null;
  /** Those that can be restored. */
  listDeleted(): OwnScheme[];
  /** Removes one for good. */
  remove(id: string): void;
  /** Saves at once, or within the piece of work that it is called in: a new one, or another version of one. */
  put(scheme: OwnScheme): void;
  /** Keeps a scheme under its id: as the next revision of the one that has it, or as a new one. */
  keep(scheme: SigningScheme): void;
  /** The same, to be saved later. */
  stage(scheme: SigningScheme): Staged<'schemes'>;
}

export function createOwnSchemes(store: Store, repository: SchemeRepository, clock: Clock): OwnSchemes {
  const kept = new Map<string, OwnScheme>();
  let present: ReadonlyMap<string, SigningScheme> = new Map();

  function refresh(): void {
    present = new Map([...kept].flatMap(([id, own]) => (own.deletedAt === null ? [[id, own.scheme] as const] : [])));
  }

  function adopt(own: OwnScheme): void {
    kept.set(own.scheme.id, own);
    refresh();
  }

  /** The next revision of the one that has its id, or a new one. */
  function advance(scheme: SigningScheme): OwnScheme {
    const before = kept.get(scheme.id);
    const now = clock.now();
    return {
      scheme,
      revision: (before?.revision ?? 0) + 1,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      deletedAt: null,
    };
  }

  function put(own: OwnScheme): void {
    store.commitNow(() => repository.save(toRow(own)));
    adopt(own);
  }

  for (const { id, scheme, ...row } of repository.list()) {
    kept.set(id, { ...row, scheme: JSON.parse(scheme) as SigningScheme });
  }
  refresh();

  return {
    all: () => present,
    list: () => [...kept.values()].filter(({ deletedAt }) => deletedAt === null),
    find(id) {
      const own = kept.get(id);
      return own && own.deletedAt === null ? own : null;
    },
    findDeleted(id) {
      const own = kept.get(id);
      return own && own.deletedAt !== null ? own : null;
    },
    listDeleted: () => [...kept.values()].filter(({ deletedAt }) => deletedAt !== null),
    remove(id) {
      store.commitNow(() => repository.remove(id));
      kept.delete(id);
      refresh();
    },
    put,
    keep: (scheme) => put(advance(scheme)),
    stage(scheme) {
      let next = advance(scheme);
      return {
        write({ schemes }) {
          next = advance(scheme);
          schemes.save(toRow(next));
        },
        adopt: () => adopt(next),
      };
    },
  };
}

function toRow({ scheme, ...row }: OwnScheme): SchemeRow {
  return { ...row, id: scheme.id, scheme: JSON.stringify(scheme) };
}
