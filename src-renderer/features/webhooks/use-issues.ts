import { useMemo } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { useCompose } from '../../stores/compose.ts';
import { sameData, toDraft } from '../../stores/drafts.ts';
import type { WebhookTab } from '../../stores/screen.ts';
import { useKept } from '../../stores/use-kept.ts';
import { keepAsSecret, useIsNew } from '../../stores/webhook-actions.ts';
import { editWebhook } from '../../stores/webhook-edits.ts';
import { coversIssue, tabOfIssue } from '../../stores/webhook-fields.ts';
import { type Edits, useWebhooks, type WebhooksState } from '../../stores/webhooks.ts';
import type { FieldProblem } from '../../ui/field.tsx';

export interface Issues {
  /** Problems at exactly this field. */
  at(path: string): readonly FieldProblem[];
  /** Problems at the field and inside of it. */
  under(path: string): readonly FieldProblem[];
  /** How many errors stand on a tab. */
  errorsOn(tab: WebhookTab): number;
}

const nothing: readonly FieldIssue[] = [];
const untouched: readonly string[] = [];

/** Fields whose edits were kept from the last run count as visited. */
function editedFields(edits: Edits | undefined): string[] {
  if (edits === undefined) return [];
  const base = toDraft(edits.base);
  return (Object.keys(base) as (keyof WebhookDraft)[]).filter((field) => !sameData(base[field], edits.draft[field]));
}

function unique(issues: readonly FieldIssue[]): FieldIssue[] {
  const seen = new Set<string>();
  return issues.filter(({ path, message }) => {
    const key = `${path}\n${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The click that writes what the engine proposes into the field. */
function toAction(webhookId: string, { path, fix, keep }: FieldIssue): FieldProblem['action'] {
  if (keep !== undefined) return { label: keep.label, run: () => void keepAsSecret(webhookId, keep.place) };
  if (fix === undefined || path !== 'url') return undefined;
  return { label: fix.label, run: () => editWebhook(webhookId, { url: fix.value }) };
}

/**
 * What is wrong with a webhook's fields: what the last save or send said, and what the preview says of them as typed.
 * A new webhook is not scolded for fields that nobody has come to yet.
 */
export function useIssues(webhookId: string): Issues {
  const saved = useWebhooks((state) => state.issues[webhookId] ?? nothing);
  const touched = useWebhooks((state) => state.touched[webhookId] ?? untouched);
  const edited = useWebhooks(useKept((state: WebhooksState) => editedFields(state.edits[webhookId]), sameData));
  const live = useCompose(
    useKept(
      ({ previewOf, preview }: ReturnType<typeof useCompose.getState>) =>
        previewOf === webhookId ? (preview?.fieldIssues ?? nothing) : nothing,
      sameData,
    ),
  );
  const isNew = useIsNew(webhookId);
  return useMemo(() => {
    const visited = [...touched, ...edited];
    const ripe = live.filter(
      (issue) => !isNew || issue.severity === 'warning' || visited.some((field) => coversIssue(field, issue)),
    );
    const all = unique([...saved, ...ripe]);
    const toProblem = (issue: FieldIssue): FieldProblem => ({ ...issue, action: toAction(webhookId, issue) });
    return {
      at: (path) => all.filter((issue) => issue.path === path).map(toProblem),
      under: (path) => all.filter((issue) => coversIssue(path, issue)).map(toProblem),
      errorsOn: (tab) => all.filter((issue) => issue.severity === 'error' && tabOfIssue(issue) === tab).length,
    };
  }, [webhookId, saved, touched, edited, live, isNew]);
}
