import { useMemo } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { useCompose } from '../../stores/compose.ts';
import { sameData } from '../../stores/drafts.ts';
import type { WebhookTab } from '../../stores/screen.ts';
import { useKept } from '../../stores/use-kept.ts';
import { keepAsSecret } from '../../stores/webhook-actions.ts';
import { editWebhook } from '../../stores/webhook-edits.ts';
import { coversIssue, tabOfIssue } from '../../stores/webhook-fields.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
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
 */
export function useIssues(webhookId: string): Issues {
  const saved = useWebhooks((state) => state.issues[webhookId] ?? nothing);
  const live = useCompose(
    useKept(
      ({ previewOf, preview }: ReturnType<typeof useCompose.getState>) =>
        previewOf === webhookId ? (preview?.fieldIssues ?? nothing) : nothing,
      sameData,
    ),
  );
  return useMemo(() => {
    const all = unique([...saved, ...live]);
    const toProblem = (issue: FieldIssue): FieldProblem => ({ ...issue, action: toAction(webhookId, issue) });
    return {
      at: (path) => all.filter((issue) => issue.path === path).map(toProblem),
      under: (path) => all.filter((issue) => coversIssue(path, issue)).map(toProblem),
      errorsOn: (tab) => all.filter((issue) => issue.severity === 'error' && tabOfIssue(issue) === tab).length,
    };
  }, [webhookId, saved, live]);
}
