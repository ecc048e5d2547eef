import { Copy, History, Trash2 } from 'lucide-react';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { clearSecret, copySecret } from '../../stores/webhook-actions.ts';
import { Field, type FieldProblem } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './form.module.css';
import { SecretFacts } from './secret-control.tsx';

interface PreviousSecretProps {
  webhook: Webhook;
  /** What the sender does with it, in a sentence of the engine; null while that is not known. */
  use: string | null;
  problems: readonly FieldProblem[];
}

/** The signing secret before the present one, where it was kept: it is taken on arrival until it is removed. */
export function PreviousSecret({ webhook, use, problems }: PreviousSecretProps) {
  const info = webhook.secrets.find(({ field }) => field === 'signing-previous');
  if (info === undefined || !info.set) return null;
  const label = 'Previous secret';
  return (
    <Field label={label} hint={use ?? 'Requests that are signed with it are still accepted.'} problems={problems}>
      {({ id, 'aria-describedby': describedBy }) => (
        <fieldset id={id} className={styles.secret} aria-label={label} aria-describedby={describedBy}>
          <History aria-hidden="true" />
          <SecretFacts info={info} />
          <span className={styles.secretButtons}>
            <IconButton
              label={`Copy: ${label}`}
              tooltip={info.locked ? 'It cannot be read' : 'Copy for 60 s'}
              icon={<Copy />}
              disabled={info.locked}
              onClick={() => void copySecret(webhook.id, 'signing-previous')}
            />
            <IconButton
              label={`Remove: ${label}`}
              tooltip="Remove: it is no longer accepted"
              icon={<Trash2 />}
              onClick={() => void clearSecret(webhook.id, 'signing-previous')}
            />
          </span>
        </fieldset>
      )}
    </Field>
  );
}
