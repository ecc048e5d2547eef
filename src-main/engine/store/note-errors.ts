import type { Sqlite } from './sqlite.ts';

/** Tells of everything that a statement of this connection refuses, also where a timer runs it and nobody waits for its answer. */
export function noteErrors(db: Sqlite, note: (error: unknown) => void): void {
  const prepare = db.prepare.bind(db);
  const prepareNoted = (source: string) => {
    const statement = prepare(source);
    for (const name of ['run', 'get', 'all'] as const) {
      const run: (...given: unknown[]) => unknown = statement[name].bind(statement);
      Object.defineProperty(statement, name, {
        value: (...given: unknown[]): unknown => {
          try {
            return run(...given);
          } catch (error) {
            note(error);
            throw error;
          }
        },
      });
    }
    return statement;
  };
  Object.defineProperty(db, 'prepare', { value: prepareNoted });
}
