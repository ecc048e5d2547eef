import type { SchemeChoice } from '../../../src-preload/contract/signing.ts';
import { namedHeaderOf } from './scheme-of.ts';
import { schemes } from './schemes.ts';
import { listSenders } from './senders.ts';

/** Every scheme with the senders that use it, and every sender that no scheme can express, by name. */
export function listSchemeChoices(): SchemeChoice[] {
  const senders = listSenders();
  const choices = [...schemes.values()].map((scheme): SchemeChoice => {
    const { id, name, confidence, notes } = scheme;
    const others = senders.filter(({ kind, schemeId }) => kind === 'alias' && schemeId === id);
    return {
      id,
      name,
      confidence,
      notes,
      senders: others.map((sender) => ({ name: sender.name, reason: sender.reason })),
      namedHeader: namedHeaderOf(scheme),
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
      }),
    );
  return [...choices, ...without].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
