import type { Authorization } from '../../../src-preload/contract/webhook.ts';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';
import { SecretControl } from './secret-control.tsx';

type Type = Authorization['type'];

const labels: Readonly<Record<Type, string>> = {
  none: 'None',
  basic: 'BASIC',
  'api-key': 'API Key',
  bearer: 'Bearer Token',
};

const secretLabels: Readonly<Record<Exclude<Type, 'none'>, string>> = {
  basic: 'Password',
  'api-key': 'Value of the key',
  bearer: 'Token',
};

function startOf(type: Type): Authorization {
  switch (type) {
    case 'basic':
      return { type, username: '' };
    case 'api-key':
      return { type, in: 'header', name: '' };
    default:
      return { type };
  }
}

function Details({ draft: { authorization }, issues, onDraftChange }: FormProps) {
  if (authorization.type === 'basic') {
    return (
      <TextField
        label="User name"
        value={authorization.username}
        problems={issues.at('authorization.username')}
        onChange={(username) => onDraftChange({ authorization: { type: 'basic', username } })}
      />
    );
  }
  if (authorization.type === 'api-key') {
    return (
      <div className={styles.endpoint}>
        <Select
          label="Sent as"
          value={authorization.in}
          options={[
            { value: 'header', label: 'Header' },
            { value: 'query', label: 'Query parameter' },
          ]}
          problems={issues.at('authorization.in')}
          onChange={(place) => onDraftChange({ authorization: { ...authorization, in: place } })}
        />
        <TextField
          label={authorization.in === 'header' ? 'Name of the header' : 'Name of the parameter'}
          mono
          value={authorization.name}
          problems={issues.at('authorization.name')}
          fieldClassName={styles.grow}
          onChange={(name) => onDraftChange({ authorization: { ...authorization, name } })}
        />
      </div>
    );
  }
  return null;
}

/** How the request shows who sends it. */
export function AuthorizationSection(form: FormProps) {
  const { webhook, draft, state, onDraftChange } = form;
  const { type } = draft.authorization;
  const { label, hint } = wordsOf(state.provider, 'authorization', 'Authorization');
  return (
    <Section title={label} hint={hint}>
      <Segmented
        label={label}
        value={type}
        segments={state.provider.webhook.authorization.map((each) => ({ value: each, label: labels[each] }))}
        onChange={(next) => onDraftChange({ authorization: startOf(next) })}
      />
      <Details {...form} />
      {type !== 'none' && (
        <SecretControl
          key={type}
          webhook={webhook}
          field={type}
          label={secretLabels[type]}
          canGenerate={type !== 'basic'}
          problems={form.issues.under(`secret.${type}`)}
        />
      )}
    </Section>
  );
}
