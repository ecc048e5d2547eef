import { useMemo } from 'react';
import { useProviders } from '../../stores/providers.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import type { FilterNames } from './log-filter.ts';

/** What the log can be filtered by, by name. */
export function useFilterNames(): FilterNames {
  const states = useProviders((store) => store.states);
  const webhooks = useWebhooks((store) => store.webhooks);
  return useMemo(() => {
    const channels = new Map(states.flatMap(({ provider }) => provider.channels.map(({ id, label }) => [id, label])));
    return {
      webhooks: webhooks.map(({ id, name }) => ({ id, name })),
      providers: states.map(({ provider }) => ({ id: provider.id, name: provider.name })),
      events: states.flatMap(({ eventTypes }) => eventTypes.map(({ id, label }) => ({ id, label }))),
      channels: [...channels].map(([id, label]) => ({ id, label })),
    };
  }, [states, webhooks]);
}
