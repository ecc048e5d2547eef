import type { Params } from '../../src-preload/contract/methods.ts';
import type { RecognisedScheme, Recognition } from '../../src-preload/contract/recognition.ts';
import { call } from '../client/call.ts';
import { notifyError } from './notices.ts';
import { showTab, showWork } from './screen.ts';
import { createWebhook } from './webhook-actions.ts';
import { editWebhook } from './webhook-edits.ts';
import { findWebhook, useWebhooks } from './webhooks.ts';

export type RecognitionQuestion = Omit<Params<'schemes.recognise'>, 'id'>;

let count = 0;

/** Asks which scheme a request is signed by. @returns the answer to come, and what stops looking */
export function startRecognition(question: RecognitionQuestion): { answer: Promise<Recognition>; stop: () => void } {
  count += 1;
  const id = `recognition-${count}`;
  return {
    answer: call('schemes.recognise', { ...question, id }),
    stop: () => void call('schemes.cancelRecognition', { id }).catch(() => {}),
  };
}

/** What a captured request looks like, without a secret. */
export function recogniseCapture(seq: number): Promise<Recognition> {
  const request = { from: 'capture', seq } as const;
  return call('schemes.recognise', { request, secret: '', previousSecret: '', useWorkspaceSecrets: false });
}

/** The path at which a request was captured, without its query; null where it is none. */
async function readCapturedPath(seq: number): Promise<string | null> {
  const { captured } = (await call('log.detail', { seq })).row;
  const [path = ''] = captured?.target.split('?') ?? [];
  return path.startsWith('/') ? path : null;
}

/**
 * Makes a webhook with this scheme, of its provider or else of Any service, and shows where its secret goes.
 * @param seq the line of the log whose request it is: the webhook takes its path, so that the next one like it is verified
 */
export async function createWebhookWith(scheme: RecognisedScheme, seq: number | null): Promise<boolean> {
  const { schemeId, name, headerName, provider } = scheme;
  try {
    const path = seq === null ? null : await readCapturedPath(seq);
    await createWebhook(provider?.id ?? 'any-service', null, name);
    const { selectedId } = useWebhooks.getState();
    const webhook = selectedId === null ? null : findWebhook(selectedId);
    if (webhook === null) return false;
    const url = path === null ? webhook.url : new URL(webhook.url).origin + path;
    // A provider with a scheme of its own leaves no choice.
    const choice = provider === null ? { schemeId, signatureHeader: headerName ?? '' } : {};
    editWebhook(webhook.id, { ...choice, url });
    showWork();
    showTab('signing');
    return true;
  } catch (thrown) {
    notifyError('The webhook was not created', thrown);
    return false;
  }
}
