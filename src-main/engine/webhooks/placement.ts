import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { EngineError } from '../errors.ts';
import { createIssue } from './issues.ts';
import type { ProviderInUse } from './provider-states.ts';
import { describeWhoMayAdd, findLimitProblem, findRoleProblem, isSameScope, listScopes } from './scope-rules.ts';
import type { WebhookRecords } from './webhook-records.ts';

/** Where a webhook may be: by the role in the provider's settings and by the number of webhooks that fit into a scope. */
export interface Placement {
  /** @throws EngineError `refused` */
  assertMayChange(state: ProviderInUse, ...scopes: Scope[]): void;
  /** @throws EngineError `refused` */
  assertRoom(state: ProviderInUse, scope: Scope): void;
  /** The first scope that the role may use and that has room. @throws EngineError `refused` with the reason where there is none. */
  findScopeForNew(state: ProviderInUse): Scope;
}

export function createPlacement(records: WebhookRecords): Placement {
  function findNoRoom({ provider }: ProviderInUse, scope: Scope): string | null {
    const inScope = records
      .list()
      .filter((other) => other.providerId === provider.id && isSameScope(other.draft.scope, scope));
    return findLimitProblem(provider, scope, inScope.length);
  }

  function findNotAllowed({ provider, settings }: ProviderInUse, scope: Scope): string | null {
    return findRoleProblem(provider, settings, scope);
  }

  return {
    assertMayChange(state, ...scopes) {
      for (const scope of scopes) {
        const problem = findNotAllowed(state, scope);
        if (problem !== null) throw new EngineError('refused', problem, { issues: [createIssue('scope', problem)] });
      }
    },
    assertRoom: (state, scope) => refuseIf(findNoRoom(state, scope)),
    findScopeForNew(state) {
      const scopes = listScopes(state.provider, state.settings);
      if (scopes.length === 0) return { id: '', target: null };
      const allowed = scopes.filter((scope) => findNotAllowed(state, scope) === null);
      const fitting = allowed.find((scope) => findNoRoom(state, scope) === null);
      if (fitting) return fitting;
      for (const scope of allowed) refuseIf(findNoRoom(state, scope));
      if (allowed.length === 0) refuseIf(describeWhoMayAdd(state.provider, state.settings));
      for (const scope of scopes) refuseIf(findNotAllowed(state, scope));
      throw new EngineError('refused', `${state.provider.name} has no place for another webhook.`);
    },
  };
}

function refuseIf(problem: string | null): void {
  if (problem !== null) throw new EngineError('refused', problem);
}
