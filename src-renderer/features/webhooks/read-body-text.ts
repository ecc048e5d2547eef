import type { Attempt } from '../../../src-preload/contract/delivery.ts';
import { call } from '../../client/call.ts';

/** The body of a request or of its answer as text, at most so many bytes of it; what is left out shows as an ellipsis. */
export async function readBodyText(of: 'request' | 'response', attempt: Attempt, length: number): Promise<string> {
  const bytes = of === 'request' ? attempt.request.bodyBytes : (attempt.response?.bodyBytes ?? 0);
  if (bytes === 0) return '';
  const { base64 } = await call('log.body', { of, id: attempt.id, offset: 0, length });
  const text = new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  return bytes > length ? `${text}…` : text;
}
