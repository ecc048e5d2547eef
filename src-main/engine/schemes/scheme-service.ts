import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SchemeView } from '../../../src-preload/contract/own-scheme.ts';
import type { SchemeChoice, SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import { createUuid, type Random } from '../random.ts';
import { createProblem } from '../read-json-file.ts';
import { OWN_PREFIX } from '../signing/own-scheme-id.ts';
import { listSchemeChoices } from '../signing/scheme-choices.ts';
import { getScheme, schemes } from '../signing/schemes.ts';
import { assertValid } from '../webhooks/issues.ts';
import type { OwnScheme, OwnSchemes } from './own-schemes.ts';
import { readScheme, type SchemeReading } from './read-scheme.ts';
import { readSchemeFile, writeSchemeFile } from './scheme-file.ts';

/** What a person does with schemes. Whatever names one throws `not-found` where it is not there. */
export interface SchemeService {
  list(): SchemeChoice[];
  get(id: string): SchemeView;
  /** @throws EngineError `invalid` with the place of everything that is wrong, `refused` where there are too many */
  create(scheme: unknown): Promise<SchemeView>;
  /** @throws EngineError `invalid`, `conflict` where it was changed meanwhile */
  save(id: string, revision: number, scheme: unknown): Promise<SchemeView>;
  /** @throws EngineError `refused` */
  duplicate(id: string): SchemeView;
  /** @throws EngineError `confirm` while webhooks use it */
  delete(id: string, confirmed: readonly string[]): void;
  /** @throws EngineError `invalid` where its name was given to another one */
  restore(id: string): SchemeView;
  export(id: string): { file: string; text: string };
  /** @throws EngineError `invalid`, `refused` */
  import(text: string): Promise<SchemeView>;
}

export interface SchemeServiceParts {
  own: OwnSchemes;
  clock: Clock;
  random: Random;
  /** Webhooks that chose it, saved or not saved yet. */
  usersOf(id: string): { id: string; name: string }[];
  /** Called after every change, before the window hears of it. */
  changed(id: string): void;
}

/** More than anybody looks through. */
const MOST_SCHEMES = 500;

export function createSchemeService({ own, clock, random, usersOf, changed }: SchemeServiceParts): SchemeService {
  function get(id: string): SchemeView {
    const present = own.find(id);
    if (present) return { scheme: present.scheme, own: { revision: present.revision, webhooks: usersOf(id) } };
    const shipped = getScheme(id);
    if (shipped) return { scheme: shipped, own: null };
    throw new EngineError('not-found', 'That signing scheme no longer exists.', { subject: id });
  }

  function getOwn(id: string): OwnScheme {
    const present = own.find(id);
    if (present) return present;
    const { scheme } = get(id);
    throw new EngineError('refused', `${scheme.name} comes with Hookwright and stays as it is. Make a copy of it.`);
  }

  function tell(id: string): SchemeView {
    changed(id);
    return get(id);
  }

  function assertRoom(): void {
    if (own.list().length < MOST_SCHEMES) return;
    throw new EngineError('refused', `There are ${MOST_SCHEMES} own schemes already. Delete one that is not used.`);
  }

  function insert(scheme: SigningScheme): SchemeView {
    own.keep(scheme);
    return tell(scheme.id);
  }

  const newId = (): string => OWN_PREFIX + createUuid(random);

  return {
    list: () => listSchemeChoices(own.list().map(({ scheme }) => [scheme, usersOf(scheme.id).length])),
    get,
    async create(given) {
      const scheme = open(await readScheme(withId(given, newId())));
      assertRoom();
      assertValid(findNameProblem(own, scheme, 'name'));
      return insert(scheme);
    },
    async save(id, revision, given) {
      getOwn(id);
      const scheme = open(await readScheme(withId(given, id)));
      const present = getOwn(id);
      if (present.revision !== revision) {
        throw new EngineError(
          'conflict',
          'This scheme was changed elsewhere meanwhile. Look at the newer version, then save again.',
        );
      }
      assertValid(findNameProblem(own, scheme, 'name'));
      return insert(scheme);
    },
    duplicate(id) {
      const { scheme } = get(id);
      assertRoom();
      return insert({ ...scheme, id: newId(), name: findFreeName(own, `${scheme.name} copy`) });
    },
    delete(id, confirmed) {
      const present = getOwn(id);
      const users = usersOf(id);
      const question = `delete-scheme:${id}:${users.length}`;
      if (users.length > 0 && !confirmed.includes(question)) {
        const names = users.slice(0, 5).map(({ name }) => `“${name}”`);
        const more = users.length > 5 ? ` and ${users.length - 5} more` : '';
        const message = `${present.scheme.name} signs ${names.join(', ')}${more}. Without it, nothing is sent there until another scheme is chosen. Delete it?`;
        throw new EngineError('confirm', message, { confirmations: [{ id: question, message }] });
      }
      own.put({ ...present, deletedAt: clock.now() });
      changed(id);
    },
    restore(id) {
      const deleted = own.findDeleted(id);
      if (!deleted) {
        throw new EngineError('not-found', 'That scheme cannot be brought back any more.', { subject: id });
      }
      assertRoom();
      assertValid(findNameProblem(own, deleted.scheme, 'name'));
      own.put({ ...deleted, deletedAt: null });
      return tell(id);
    },
    export(id) {
      const { scheme, own: info } = get(id);
      // The file of a shipped scheme is where an own one can start, so it needs an id that is its own.
      const given = info === null ? { ...scheme, id: OWN_PREFIX + scheme.id, name: `${scheme.name} (own)` } : scheme;
      return { file: `${toFileName(scheme.name)}.scheme.json`, text: writeSchemeFile(given) };
    },
    async import(text) {
      const scheme = open(await readSchemeFile(text));
      assertRoom();
      const present = own.find(scheme.id);
      if (present) {
        const message = `“${present.scheme.name}” has the id “${scheme.id}” here already. Change the id in the file to add it as another scheme.`;
        assertValid([createProblem('scheme.id', message)]);
      }
      assertValid(findNameProblem(own, scheme, 'scheme.name'));
      return insert(scheme);
    },
  };
}

function open(reading: SchemeReading): SigningScheme {
  if (reading.ok) return reading.scheme;
  assertValid(reading.problems);
  throw new EngineError('invalid', 'This is not a signing scheme.');
}

/** Where it is not an object, reading says so. */
function withId(given: unknown, id: string): unknown {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given, id } : given;
}

/** A name means one scheme in the picker. Names that differ in their case alone are one name. */
export function findNameProblem(
  own: Pick<OwnSchemes, 'list'>,
  { id, name }: Pick<SigningScheme, 'id' | 'name'>,
  path: string,
): FieldIssue[] {
  const all = [...schemes.values(), ...own.list().map(({ scheme }) => scheme)];
  const other = all.find((scheme) => scheme.id !== id && scheme.name.toLowerCase() === name.toLowerCase());
  if (other === undefined) return [];
  return [createProblem(path, `There is a scheme “${other.name}” already. Choose another name.`)];
}

function findFreeName(own: OwnSchemes, wanted: string): string {
  const base = wanted.slice(0, 190);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base} ${count}`;
    const taken = findNameProblem(own, { id: '', name }, 'name').length > 0;
    if (!taken) return name;
  }
}

function toFileName(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return slug.replace(/^-|-$/g, '') || 'scheme';
}
