import { useEffect, useState } from 'react';
import { call } from '../../../client/call.ts';
import { toClientError } from '../../../client/client-error.ts';

/** One part of an exchange whose bytes are kept. */
export interface BodyOf {
  of: 'request' | 'response' | 'capture';
  id: string;
}

export interface BodyState {
  bytes: Uint8Array<ArrayBuffer> | null;
  totalBytes: number;
  error: string | null;
}

/** As much as one answer carries; more is fetched when it is asked for. */
const BODY_PART = 262_144;

const waiting: BodyState = { bytes: null, totalBytes: 0, error: null };

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function join(left: Uint8Array | null, right: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (left === null || left.length === 0) return right;
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}

/** Fetches a body when it is looked at; `more` fetches the next part of a long one. */
export function useBody(part: BodyOf | null): BodyState & { more: () => void } {
  const [state, setState] = useState<BodyState>(waiting);
  const [parts, setParts] = useState(1);
  const { of, id } = part ?? { of: null, id: null };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another body starts over with its first part
  useEffect(() => {
    setState(waiting);
    setParts(1);
  }, [of, id]);

  useEffect(() => {
    if (of === null) return;
    let gone = false;
    const offset = (parts - 1) * BODY_PART;
    call('log.body', { of, id, offset, length: BODY_PART }).then(
      ({ base64, totalBytes }) => {
        if (gone) return;
        setState((before) => ({
          bytes: join(offset === 0 ? null : before.bytes, decode(base64)),
          totalBytes,
          error: null,
        }));
      },
      (thrown: unknown) => {
        if (!gone) setState((before) => ({ ...before, error: toClientError(thrown).message }));
      },
    );
    return () => {
      gone = true;
    };
  }, [of, id, parts]);

  return { ...state, more: () => setParts((count) => count + 1) };
}
