import type { ProxyMode } from '../../../src-preload/contract/proxy.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PasswordSetting } from './password-setting.tsx';
import styles from './settings-screen.module.css';
import { type ProxyForm, useProxySetup } from './use-proxy-setup.ts';

const modes: readonly SelectOption<ProxyMode>[] = [
  { value: 'off', label: 'No proxy', hint: 'Requests go straight to their receivers.' },
  { value: 'system', label: 'The proxy of the system', hint: 'As the network settings of this machine say.' },
  { value: 'own', label: 'Own proxy', hint: 'An HTTP proxy whose address you enter.' },
];

function problemsAt(form: ProxyForm, field: string): FieldProblem[] {
  return form.issues.filter(({ path }) => path === field);
}

function Login({ form }: { form: ProxyForm }) {
  const { draft, setup } = form;
  // The engine keeps a password for one proxy and user: it is entered when those are saved.
  const isSaved = draft.url === setup.settings.url && draft.user === setup.settings.user;
  return (
    <Section
      title="Login"
      hint="Leave the user empty for a proxy that asks for none. User and password travel to the proxy in clear."
    >
      <TextField
        label="User"
        optional
        value={draft.user}
        problems={problemsAt(form, 'user')}
        onChange={(user) => form.edit({ user })}
      />
      {draft.user !== '' &&
        (isSaved ? (
          <PasswordSetting password={setup.password} setPassword={form.setPassword} tidyPassword={form.tidyPassword} />
        ) : (
          <p className={styles.note}>Save the proxy and its user first, then enter the password.</p>
        ))}
    </Section>
  );
}

/** The way that requests take to receivers on other machines. */
export function ProxyPage() {
  const form = useProxySetup();
  if (form === null) return null;
  const { draft, isEdited, setup } = form;
  /** What is edited of fields that are not shown any more must not keep the rest from being saved. */
  const changeMode = (mode: ProxyMode): void => form.edit(mode === 'own' ? { mode } : { ...setup.settings, mode });
  return (
    <Form label="Proxy">
      <Section
        title="Outgoing proxy"
        hint="For networks that let requests out through a proxy alone. Requests to this machine never take it, and mails do not either."
      >
        <Select label="Proxy" value={draft.mode} options={modes} onChange={changeMode} />
        {draft.mode === 'own' && (
          <TextField
            label="Address"
            mono
            hint="The proxy opens a connection (CONNECT), so receivers get the same bytes as without it."
            value={draft.url}
            placeholder="http://proxy.example.com:3128"
            problems={problemsAt(form, 'url')}
            onChange={(url) => form.edit({ url })}
          />
        )}
      </Section>
      {draft.mode === 'own' && <Login form={form} />}
      <Section title="Changes" hint="Take effect with the next request.">
        <div className={styles.line}>
          <Button variant="primary" disabled={!isEdited} onClick={() => void form.save()}>
            Save the proxy
          </Button>
          {isEdited && <Button onClick={form.discard}>Discard the edits</Button>}
        </div>
      </Section>
    </Form>
  );
}
