import { createHash } from 'node:crypto';
import type { Confirmation } from '../../../src-preload/contract/errors.ts';
import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import type { PlannedRequest } from './plan-request.ts';

/** An id that changes with what is confirmed, so that a yes does not count for something else later. */
function identify(kind: string, subject: string): string {
  return `${kind}:${createHash('sha256').update(subject).digest('hex').slice(0, 16)}`;
}

/** What the user must say yes to before this is sent. */
export function listConfirmations(planned: PlannedRequest, diagnostics: readonly Diagnostic[]): Confirmation[] {
  const confirmations: Confirmation[] = [];
  if (planned.endpoint.ok && planned.endpoint.endpoint.needsConfirmation) {
    const host = planned.endpoint.endpoint.url.hostname;
    confirmations.push({
      id: `link-local:${host}`,
      message: `${host} is a link-local address or a cloud's metadata service, which gives out credentials. Send there?`,
    });
  }
  const open = diagnostics.filter(({ blocksSend }) => blocksSend === 'until-confirmed');
  for (const code of new Set(open.map((diagnostic) => diagnostic.code))) {
    const messages = [...new Set(open.filter((diagnostic) => diagnostic.code === code).map(({ message }) => message))];
    const more = messages.length > 3 ? ` And ${messages.length - 3} more of this kind.` : '';
    confirmations.push({ id: identify(code, messages.join('\n')), message: messages.slice(0, 3).join(' ') + more });
  }
  return confirmations;
}
