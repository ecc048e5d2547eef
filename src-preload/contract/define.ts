import type { z } from 'zod';

/**
 * One method of the protocol: the schema that its parameters must pass before anything else happens,
 * and (as a type only) what it answers.
 */
export interface Method<Schema extends z.ZodType = z.ZodType, Result = unknown> {
  readonly params: Schema;
  /** Exists in the type alone, so that one map types both ends. */
  readonly result?: Result;
}

/** Defines a method in two steps, because the result is named and the schema is inferred: `answers<Webhook>()(schema)`. */
export function answers<Result>() {
  return <Schema extends z.ZodType>(params: Schema): Method<Schema, Result> => ({ params });
}
