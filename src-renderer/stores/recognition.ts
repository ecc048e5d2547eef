import type { Params } from '../../src-preload/contract/methods.ts';
import type { RecognisedScheme, Recognition } from '../../src-preload/contract/recognition.ts';
import { call } from '../client/call.ts';
import { notifyError } from './notices.ts';
import { showTab, showWork } from './screen.ts';
import { createWebhook } from './webhook-actions.ts';
import { editWebhook } from './webhook-edits.ts';
import { useWebhooks } from './webhooks.ts';

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

/** Makes a webhook of Any service with this scheme and shows where its secret goes. */
export async function createWebhookWith({ schemeId, name, headerName }: RecognisedScheme): Promise<boolean> {
  try {
    await createWebhook('any-service', null, name);
    const { selectedId } = useWebhooks.getState();
    if (selectedId === null) return false;
    editWebhook(selectedId, { schemeId, signatureHeader: headerName ?? '' });
    showWork();
    showTab('signing');
    return true;
  } catch (thrown) {
    notifyError('The webhook was not created', thrown);
    return false;
  }
}
