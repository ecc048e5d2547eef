import { create } from 'zustand';
import type { HostileCase, TemplateContext } from '../../../src-preload/contract/template.ts';
import { call } from '../../client/call.ts';
import { countBad, groupHostile } from './hostile-groups.ts';
import { type TemplateSubject, useTemplateText } from './template-in-use.ts';

/** What the values do, for each way of inserting them; `raw` is null where there is only one. */
export interface HostileRuns {
  chosen: readonly HostileCase[];
  raw: readonly HostileCase[] | null;
}

/** The template of the last run, and what came of it in a few words. */
const useLastRun = create<{ webhookId: string; text: string; words: string } | null>(() => null);

/** Tries the hostile values; where values are encoded, also what they would do as they are. */
export async function runHostile(context: TemplateContext): Promise<HostileRuns> {
  const asIs = { ...context, insertion: 'raw' as const };
  const [chosen, raw] = await Promise.all([
    call('template.hostile', context),
    context.insertion === 'raw' ? null : call('template.hostile', asIs),
  ]);
  const { bad, all } = countBad(groupHostile(chosen));
  const worse = raw === null ? null : countBad(groupHostile(raw)).bad;
  const words = `${bad}/${all}${worse === null || worse === bad ? '' : ` (raw ${worse})`}`;
  useLastRun.setState({ webhookId: context.webhookId, text: context.text, words }, true);
  return { chosen, raw };
}

/** `1/17 (raw 6)` while the template is as it was tried last; else null. A run costs too much to be made with each key. */
export function useHostileWords(subject: TemplateSubject): string | null {
  const last = useLastRun((run) => (run?.webhookId === subject.webhook.id ? run : null));
  return useTemplateText(subject, (text) => (last !== null && last.text === text ? last.words : null));
}
