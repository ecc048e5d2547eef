import { type EngineMethodName, engineMethods, type MethodName } from '../../src-preload/contract/methods.ts';
import type { RunCall } from './answer-call.ts';
import type { HostMethods } from './host-methods.ts';
import type { Workspace } from './workspace.ts';

/** Sends a checked call to who answers it: the shell its own methods, the engine all others. */
export function createRunCall(workspace: Workspace, host: HostMethods): RunCall {
  return async (name, params) => {
    // `never`: the schema of this very name let the parameters through, which no type of a name that is not known can say.
    if (isEngineMethod(name)) return (await workspace.engine()).call(name, params as never);
    return host[name](params as never);
  };
}

function isEngineMethod(name: MethodName): name is EngineMethodName {
  return Object.hasOwn(engineMethods, name);
}
