import { useEffect, useRef, useState } from 'react';
import type { RulePicture } from '../../../src-preload/contract/retry.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createLatest } from '../../client/latest.ts';

/** The retry rule of a webhook as typed, drawn out; the last one stays until the next is here. */
export function useRulePicture(providerId: string, draft: WebhookDraft): RulePicture | null {
  const [picture, setPicture] = useState<RulePicture | null>(null);
  const latest = useRef<ReturnType<typeof createLatest<'retry.picture'>>>(null);
  const { retryRule, retryCount, retryIntervalMinutes } = draft;
  useEffect(() => {
    latest.current ??= createLatest('retry.picture');
    latest.current
      .run({ providerId, retryRule, retryCount, retryIntervalMinutes })
      // What cannot be drawn is told at the field that is wrong.
      .then(setPicture, () => {});
  }, [providerId, retryRule, retryCount, retryIntervalMinutes]);
  return picture;
}
