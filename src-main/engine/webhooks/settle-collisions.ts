import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createCaptureUrl, moveCaptureUrl } from './capture-address.ts';
import { findFreeName } from './new-draft.ts';
import type { WebhookRecord } from './webhook-records.ts';

/**
 * What a restored webhook gives up because another one has it now: two of one name look alike in a list, and two webhooks on
 * one path of the capture server cannot be distinguished.
 */
export function settleCollisions(
  record: WebhookRecord,
  others: readonly WebhookRecord[],
  capturePort: number,
): { changes: Partial<WebhookRecord>; remarks: string[] } {
  const { draft, unsaved, providerId } = record;
  const siblings = others.filter((other) => other.providerId === providerId);
  const name = findFreeName(
    draft.name,
    siblings.map((other) => other.draft.name),
  );
  const taken = others.map((other) => other.draft.url);
  const isCapture = moveCaptureUrl(draft.url, capturePort, capturePort) !== null;
  const url =
    isCapture && taken.includes(draft.url) ? createCaptureUrl(capturePort, providerId, name, taken) : draft.url;
  const remarks = [
    ...(name === draft.name ? [] : [`Another webhook is called “${draft.name}” now, so this one is called “${name}”.`]),
    ...(url === draft.url ? [] : [`Another webhook has its address ${draft.url} now, so it points at ${url}.`]),
  ];
  if (remarks.length === 0) return { changes: {}, remarks };
  const carry = (edited: WebhookDraft): WebhookDraft => ({
    ...edited,
    name: edited.name === draft.name ? name : edited.name,
    url: edited.url === draft.url ? url : edited.url,
  });
  return {
    changes: { draft: carry(draft), unsaved: unsaved && carry(unsaved), revision: record.revision + 1 },
    remarks,
  };
}
