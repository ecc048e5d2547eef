import type { FieldIssue } from '../../src-preload/contract/errors.ts';
import type { WebhookDraft } from '../../src-preload/contract/webhook.ts';
import { call } from '../client/call.ts';
import { createDelayed, type Delayed } from './delayed.ts';
import { sameData, toDraft } from './drafts.ts';
import { notifyError, withdrawNotice } from './notices.ts';
import { coversIssue } from './webhook-fields.ts';
import { findDraft, findWebhook, isEdited, useWebhooks } from './webhooks.ts';

const keepers = new Map<string, Delayed>();

/** Writes the edits of a webhook after a pause, so that a crash or a closed window loses none of them. */
function keeperOf(id: string): Delayed {
  const known = keepers.get(id);
  if (known !== undefined) return known;
  const keeper = createDelayed(250, () => {
    const state = useWebhooks.getState();
    const draft = isEdited(state, id) ? (state.edits[id]?.draft ?? null) : null;
    call('webhooks.keepUnsaved', { id, draft }).catch((thrown: unknown) => {
      notifyError('Your edits could not be kept for the next start', thrown);
    });
  });
  keepers.set(id, keeper);
  return keeper;
}

/** Writes all edits that still wait for a pause: the window is about to go. */
export function flushEdits(): void {
  for (const keeper of keepers.values()) keeper.flush();
}

/** Changes fields of a webhook in the window; nothing is saved. */
export function editWebhook(id: string, change: Partial<WebhookDraft>): void {
  const draft = findDraft(id);
  const base = useWebhooks.getState().edits[id]?.base ?? findWebhook(id);
  if (draft === null || base === null) return;
  const next = { ...draft, ...change };
  if (sameData(next, draft)) return;
  const fields = Object.keys(change);
  useWebhooks.setState((state) => {
    const { [id]: _edits, ...others } = state.edits;
    const back = sameData(next, toDraft(base));
    return {
      edits: back ? others : { ...others, [id]: { draft: next, base } },
      issues: {
        ...state.issues,
        [id]: (state.issues[id] ?? []).filter((issue) => !fields.some((field) => coversIssue(field, issue))),
      },
    };
  });
  // What the last save said is about values that are no longer there.
  withdrawNotice(`webhooks.save ${id}`);
  keeperOf(id).start();
}

/** Puts issues that the engine found at the fields of the form. */
export function showIssues(id: string, issues: readonly FieldIssue[]): void {
  useWebhooks.setState((state) => ({ issues: { ...state.issues, [id]: issues } }));
}

/** Forgets the edits of a webhook and the secrets that were typed, here and in the engine. */
export function dropEdits(id: string): void {
  keepers.get(id)?.cancel();
  useWebhooks.setState((state) => {
    const { [id]: _edits, ...edits } = state.edits;
    const { [id]: _typed, ...typed } = state.typed;
    return { edits, typed, issues: { ...state.issues, [id]: [] } };
  });
  call('webhooks.keepUnsaved', { id, draft: null }).catch(() => undefined);
}
