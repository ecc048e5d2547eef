import type { LogFilter } from '../../../src-preload/contract/log.ts';

export const emptyFilter: LogFilter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
  imported: null,
};

/** The names that may be used for things that have an id. */
export interface FilterNames {
  webhooks: readonly { id: string; name: string }[];
  providers: readonly { id: string; name: string }[];
  events: readonly { id: string; label: string }[];
  channels: readonly { id: string; label: string }[];
}

const OUTCOMES: Readonly<Record<string, LogFilter['outcome']>> = {
  success: 'success',
  succeeded: 'success',
  delivered: 'success',
  failed: 'failure',
  failure: 'failure',
  unknown: 'unknown',
  sending: 'in_flight',
};
const VERDICTS: Readonly<Record<string, LogFilter['verdict']>> = {
  valid: 'valid',
  invalid: 'invalid',
  mismatch: 'invalid',
  unsigned: 'unsigned',
  unverifiable: 'unverifiable',
  unchecked: 'unverifiable',
};
const SIDES: Readonly<Record<string, LogFilter['side']>> = {
  sent: 'sent',
  captured: 'captured',
  paired: 'paired',
  both: 'paired',
};
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const TOKEN = /(^|\s)(status|outcome|verdict|side|webhook|provider|event|channel|last):(?:"([^"]*)"|(\S+))(?=\s|$)/gi;

/** Letters and digits alone, so that `my-crm` finds "My CRM". */
function toSlug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function findId(list: readonly { id: string; name: string }[], value: string): string | null {
  const wanted = toSlug(value);
  const exact = list.find((each) => toSlug(each.name) === wanted || toSlug(each.id) === wanted);
  return (exact ?? list.find((each) => toSlug(each.name).startsWith(wanted)))?.id ?? null;
}

function readToken(key: string, value: string, names: FilterNames, now: number): Partial<LogFilter> | null {
  const word = value.toLowerCase();
  const labelled = (list: FilterNames['events']) => list.map(({ id, label }) => ({ id, name: label }));
  const some = <Key extends keyof LogFilter>(field: Key, found: LogFilter[Key] | undefined | null) =>
    found === undefined || found === null ? null : { [field]: found };
  switch (key) {
    case 'status':
    case 'outcome':
      return some('outcome', OUTCOMES[word]);
    case 'verdict':
      return some('verdict', VERDICTS[word]);
    case 'side':
      return word === 'imported' ? { imported: 'any' } : some('side', SIDES[word]);
    case 'webhook':
      return some('webhookId', findId(names.webhooks, value));
    case 'provider':
      return some('providerId', findId(names.providers, value));
    case 'event':
      return some('eventType', findId(labelled(names.events), value));
    case 'channel':
      return some('channel', findId(labelled(names.channels), value));
    default: {
      const [, amount, unit] = /^(\d{1,4})([mhd])$/.exec(word) ?? [];
      const milliseconds = UNITS[unit ?? ''];
      return milliseconds === undefined ? null : { from: now - Number(amount) * milliseconds };
    }
  }
}

export interface ParsedFilter {
  /** What the tokens say. */
  change: Partial<LogFilter>;
  /** What is left to be searched for as text; a token that means nothing stays in it. */
  text: string;
}

/** Reads `status:failed webhook:"My CRM" last:2h refused` as filter and text. */
export function parseFilter(input: string, names: FilterNames, now: number): ParsedFilter {
  let change: Partial<LogFilter> = {};
  const text = input.replace(TOKEN, (whole, before: string, key: string, quoted?: string, plain?: string) => {
    const read = readToken(key.toLowerCase(), quoted ?? plain ?? '', names, now);
    if (read === null) return whole;
    change = { ...change, ...read };
    return before;
  });
  return { change, text: text.replace(/\s+/g, ' ').trim() };
}

export interface FilterChip {
  field: keyof LogFilter;
  label: string;
}

function nameOf(list: readonly { id: string; name: string }[], id: string): string {
  return list.find((each) => each.id === id)?.name ?? id;
}

const OUTCOME_WORDS = { success: 'delivered', failure: 'failed', unknown: 'unknown', in_flight: 'sending' };
const VERDICT_WORDS = { valid: 'valid', invalid: 'invalid', unsigned: 'unsigned', unverifiable: 'not checked' };
const SIDE_WORDS = { sent: 'sent only', captured: 'captured only', paired: 'sent and captured' };

/** The filter in words, one chip for each field that is set. */
export function describeFilter(
  filter: LogFilter,
  names: FilterNames,
  formatTime: (at: number) => string,
): FilterChip[] {
  const events = names.events.map(({ id, label }) => ({ id, name: label }));
  const channels = names.channels.map(({ id, label }) => ({ id, name: label }));
  const labels: [keyof LogFilter, string | null][] = [
    ['outcome', filter.outcome && OUTCOME_WORDS[filter.outcome]],
    ['verdict', filter.verdict && `signature ${VERDICT_WORDS[filter.verdict]}`],
    ['side', filter.side && SIDE_WORDS[filter.side]],
    ['providerId', filter.providerId && nameOf(names.providers, filter.providerId)],
    ['webhookId', filter.webhookId && nameOf(names.webhooks, filter.webhookId)],
    ['eventType', filter.eventType && nameOf(events, filter.eventType)],
    ['channel', filter.channel && nameOf(channels, filter.channel)],
    ['imported', filter.imported ? (filter.imported === 'any' ? 'imported' : 'one import') : null],
    ['from', filter.from === null ? null : `since ${formatTime(filter.from)}`],
    ['to', filter.to === null ? null : `until ${formatTime(filter.to)}`],
  ];
  return labels.flatMap(([field, label]) => (label === null || label === '' ? [] : [{ field, label }]));
}

/** True when the filter lets every line through. */
export function isEmptyFilter(filter: LogFilter): boolean {
  return Object.entries(filter).every(([key, value]) => value === emptyFilter[key as keyof LogFilter]);
}
