import type { EngineMethodName, Params, Result } from '../../../src-preload/contract/methods.ts';

/** What answers a method; its parameters have passed the method's schema. */
export type Handler<Name extends EngineMethodName> = (params: Params<Name>) => Result<Name> | Promise<Result<Name>>;

/** One handler for each method: one that is missing, or one too many, does not compile. */
export type Handlers = { [Name in EngineMethodName]: Handler<Name> };

/** The handlers of one file of the contract: `HandlersOf<typeof webhookMethods>`. */
export type HandlersOf<Methods> = Pick<Handlers, keyof Methods & EngineMethodName>;
