import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import { formatSpan } from '../../ui/time-span.ts';

/** What a receiver does, in a word or two for its block. */
export function nameReceiver(receiver: VirtualReceiver): string {
  switch (receiver.kind) {
    case 'refused':
      return 'refused';
    case 'time-out':
      return 'no answer';
    case 'slow':
      return `slow, ${formatSpan(receiver.seconds * 1000)}`;
    case 'status':
      return receiver.retryAfterSeconds === null
        ? String(receiver.status)
        : `${receiver.status}, Retry-After ${formatSpan(receiver.retryAfterSeconds * 1000)}`;
  }
}

/** The same in a sentence. */
function describeReceiver(receiver: VirtualReceiver): string {
  switch (receiver.kind) {
    case 'refused':
      return 'Connections are refused.';
    case 'time-out':
      return 'Requests are taken and never answered.';
    case 'slow':
      return `Answers come after ${formatSpan(receiver.seconds * 1000)}.`;
    case 'status':
      return receiver.retryAfterSeconds === null
        ? `Every request is answered ${receiver.status}.`
        : `Every request is answered ${receiver.status} with Retry-After: ${receiver.retryAfterSeconds}.`;
  }
}

/** A span for screen readers and cards. */
export function describeSpan(span: OutageSpan): string {
  return `${describeReceiver(span.receiver)} From ${formatSpan(span.fromMs)} to ${formatSpan(span.toMs)}, ${formatSpan(span.toMs - span.fromMs)} long.`;
}

/** The look of a span: each kind has its own colour and hatching. */
export function lookOf({ kind }: VirtualReceiver): 'down' | 'silent' | 'status' | 'slow' {
  if (kind === 'refused') return 'down';
  if (kind === 'time-out') return 'silent';
  return kind;
}
