import type { outboxMethods } from '../../../src-preload/contract/outbox.ts';
import type { Notify } from '../notify/open-notify.ts';
import type { HandlersOf } from './types.ts';

export function createOutboxHandlers(notify: Notify): HandlersOf<typeof outboxMethods> {
  return {
    'outbox.list': ({ state, before, limit }) => notify.list(state, before, limit),
    'outbox.get': ({ id }) => notify.get(id),
    'outbox.retry': (selection) => ({ count: notify.retry(selection) }),
    'outbox.remove': (selection) => ({ count: notify.remove(selection) }),
    'mail.get': () => notify.setup(),
    'mail.save': (settings) => notify.saveSettings(settings),
    'mail.tidyPassword': ({ kind }) => notify.tidyPassword(kind),
    'mail.setPassword': ({ value }) => notify.setPassword(value),
    'mail.test': ({ to }) => notify.test(to),
  };
}
