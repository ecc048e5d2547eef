import type { ReplayTarget } from '../../../src-preload/contract/replay.ts';
import { useCapture } from '../../stores/capture.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './replay.module.css';

const WEBHOOK = 'webhook:';

function toTarget(value: string, url: string): ReplayTarget {
  if (value.startsWith(WEBHOOK)) return { to: 'webhook', webhookId: value.slice(WEBHOOK.length) };
  if (value === 'url') return { to: 'url', url };
  return { to: value === 'capture' ? 'capture' : 'original' };
}

export interface TargetFieldProps {
  target: ReplayTarget;
  onChange: (target: ReplayTarget) => void;
}

/** Where a replay goes. */
export function TargetField({ target, onChange }: TargetFieldProps) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const listens = useCapture((store) => store.state?.state === 'listening');
  const value = target.to === 'webhook' ? `${WEBHOOK}${target.webhookId}` : target.to;
  const url = target.to === 'url' ? target.url : '';
  const options: SelectOption[] = [
    { value: 'original', label: 'The original address', hint: 'As it was sent' },
    { value: 'capture', label: 'This capture server', disabled: !listens },
    { value: 'url', label: 'Another address…' },
    ...webhooks.map(({ id, name, url: at }) => ({
      value: `${WEBHOOK}${id}`,
      label: name,
      hint: at,
      group: 'A saved webhook',
    })),
  ];
  return (
    <div className={styles.target}>
      <Select label="Send to" value={value} options={options} onChange={(next) => onChange(toTarget(next, url))} />
      {target.to === 'url' && (
        <TextField
          label="Address"
          mono
          placeholder="https://"
          value={url}
          onChange={(next) => onChange({ to: 'url', url: next })}
        />
      )}
    </div>
  );
}
