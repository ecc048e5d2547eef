import type { deletedMethods } from '../../../src-preload/contract/deleted.ts';
import type { webhookMethods } from '../../../src-preload/contract/webhook.ts';
import type { Webhooks } from '../webhooks/open-webhooks.ts';
import type { HandlersOf } from './types.ts';

export function createWebhookHandlers({
  webhooks,
  secrets,
  deleted,
}: Webhooks): HandlersOf<typeof webhookMethods & typeof deletedMethods> {
  return {
    'webhooks.list': () => webhooks.list(),
    'webhooks.get': ({ id }) => webhooks.get(id),
    'webhooks.create': (input) => webhooks.create(input),
    'webhooks.save': ({ draft, revision, secrets: typed = [] }) =>
      webhooks.save(draft, revision, (record) => secrets.stage(record, typed)),
    'webhooks.keepUnsaved': ({ id, draft }) => {
      webhooks.keepUnsaved(id, draft);
      return null;
    },
    'webhooks.duplicate': ({ id }) => webhooks.duplicate(id),
    'webhooks.delete': ({ id }) => {
      webhooks.delete(id);
      return null;
    },
    'deleted.list': deleted.list,
    'deleted.restore': deleted.restore,
    'deleted.purge': (ref) => {
      deleted.purge(ref);
      return null;
    },
    'webhooks.setActive': ({ id, active }) => webhooks.setActive(id, active),
    'secrets.set': ({ webhookId, field, value, ...options }) =>
      webhooks.changeSecret(webhookId, (record) => secrets.set(record, field, value, options)),
    'secrets.generate': async ({ webhookId, field, keepPrevious }) => {
      const value = await secrets.make(webhooks.record(webhookId), field);
      return webhooks.changeSecret(webhookId, (record) => secrets.set(record, field, value, { keepPrevious }));
    },
    'secrets.tidy': ({ webhookId, field, kind }) =>
      webhooks.changeSecret(webhookId, (record) => secrets.tidy(record, field, kind)),
    'secrets.keep': ({ draft, place }) => {
      let kept = draft;
      const webhook = webhooks.changeSecret(draft.id, (record) => {
        kept = secrets.keep(record, draft, place);
      });
      return { webhook, draft: kept };
    },
    'secrets.clear': ({ webhookId, field }) =>
      webhooks.changeSecret(webhookId, (record) => secrets.clear(record, field)),
  };
}
