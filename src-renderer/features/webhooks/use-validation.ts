import { useEffect, useState } from 'react';
import type { Attempt } from '../../../src-preload/contract/delivery.ts';
import { call } from '../../client/call.ts';
import { on } from '../../client/on.ts';
import { readBodyText } from './read-body-text.ts';

/** The last validation as it went over the wire. */
export interface Validation {
  attempt: Attempt;
  requestBody: string;
  responseBody: string;
}

/** Validations are short; of a page that answers instead, this much says enough. */
const SHOWN_BYTES = 4000;

async function findLast(webhookId: string, eventType: string): Promise<Validation | null> {
  const any = {
    text: '',
    providerId: null,
    channel: null,
    outcome: null,
    verdict: null,
    side: null,
    from: null,
    to: null,
  };
  const filter = { ...any, webhookId, eventType };
  const { rows } = await call('log.page', { filter, before: null, after: null, limit: 10 });
  const row = rows.find(({ sent }) => sent?.kind === 'validate');
  if (row === undefined) return null;
  const { delivery } = await call('log.detail', { seq: row.seq });
  const attempt = delivery?.attempts.at(-1);
  if (attempt === undefined || attempt.outcome === 'in_flight') return null;
  const [requestBody, responseBody] = await Promise.all([
    readBodyText('request', attempt, SHOWN_BYTES),
    readBodyText('response', attempt, SHOWN_BYTES),
  ]);
  return { attempt, requestBody, responseBody };
}

/** The last validation of a webhook that the log has, kept up with it; null where there is none. */
export function useValidation(webhookId: string, eventType: string): Validation | null {
  const [validation, setValidation] = useState<Validation | null>(null);
  useEffect(() => {
    let version = 0;
    function load(): void {
      version += 1;
      const mine = version;
      findLast(webhookId, eventType).then(
        (found) => mine === version && setValidation(found),
        // The log itself says when it cannot be read.
        () => mine === version && setValidation(null),
      );
    }
    load();
    const stops = [on('delivery.finished', load), on('log.cleared', load)];
    return () => {
      version += 1;
      for (const stop of stops) stop();
    };
  }, [webhookId, eventType]);
  return validation;
}
