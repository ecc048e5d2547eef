import type { SchemeChoice, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { namedHeaderOf } from './scheme-of.ts';
import { schemes } from './schemes.ts';
import { listSenders } from './senders.ts';

/**
 * Every scheme with the senders that use it, and every sender that no scheme can express, by name.
 * @param own the schemes of the workspace, and how many webhooks chose each
 */
export function listSchemeChoices(own: readonly (readonly [SigningScheme, number])[] = []): SchemeChoice[] {
  const senders = listSenders();
  const uses = new Map(own);
  const choices = [...schemes.values(), ...uses.keys()].map((scheme): SchemeChoice => {
    const { id, name, confidence, notes } = scheme;
    const others = senders.filter(({ kind, schemeId }) => kind === 'alias' && schemeId === id);
    return {
      id,
      name,
      confidence,
      notes,
      senders: others.map((sender) => ({ name: sender.name, reason: sender.reason })),
      namedHeader: namedHeaderOf(scheme),
      usedBy: uses.get(scheme) ?? null,
    };
  });
  const without = senders
    .filter(({ kind }) => kind === 'not expressed')
    .map(
      ({ name, confidence, reason }): SchemeChoice => ({
        id: null,
        name,
        confidence,
        notes: reason,
        senders: [],
        namedHeader: null,
        usedBy: null,
      }),
    );
  return [...choices, ...without].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
