import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { type ProxySettings, proxySettingsSchema } from '../../../src-preload/contract/proxy.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import { createIssue } from '../webhooks/issues.ts';

const KEY = 'proxy';

export const initialProxySettings: ProxySettings = { mode: 'off', url: '', user: '' };

/** What is stored, or the initial settings where nothing is, or it no longer fits. */
export function loadProxySettings(repository: KeyValueRepository): ProxySettings {
  const text = repository.get(KEY);
  const stored = text === null ? null : proxySettingsSchema.safeParse(JSON.parse(text));
  return stored?.success ? stored.data : initialProxySettings;
}

export function storeProxySettings(repository: KeyValueRepository, settings: ProxySettings): void {
  repository.save(KEY, JSON.stringify(settings));
}

/** Without the space around what was pasted, and without the slash that browsers put behind an address. */
export function tidyProxySettings({ mode, url, user }: ProxySettings): ProxySettings {
  return { mode, url: url.trim().replace(/\/$/, ''), user: user.trim() };
}

/** What is wrong with tidy settings, by field. Only the own proxy needs an address; one that is kept must be right too. */
export function validateProxySettings(settings: ProxySettings): FieldIssue[] {
  const problems: [field: keyof ProxySettings, problem: string | null][] = [
    ['url', findUrlProblem(settings)],
    ['user', findUserProblem(settings.user)],
  ];
  return problems.flatMap(([field, problem]) => (problem === null ? [] : [createIssue(field, problem)]));
}

const EXAMPLE = 'http://proxy.example.com:3128';

function findUrlProblem({ mode, url }: ProxySettings): string | null {
  if (url === '') return mode === 'own' ? `Write the address of the proxy, such as ${EXAMPLE}.` : null;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return `The address begins with http://. Write it whole, such as ${EXAMPLE}.`;
  if (scheme.startsWith('socks'))
    return `SOCKS proxies are not supported. Write the address of an HTTP proxy, such as ${EXAMPLE}.`;
  if (scheme !== 'http') return `Proxies are reached over http:// alone. Write an address such as ${EXAMPLE}.`;
  if (!URL.canParse(url)) return `This is not an address. Write one such as ${EXAMPLE}.`;
  const { username, password, pathname, search, hash } = new URL(url);
  if (username !== '' || password !== '') return 'The address holds a user name or password. Put them in the fields.';
  if (pathname !== '/' || search !== '' || hash !== '')
    return 'The address ends with the port. Take out what follows it.';
  if (!/:\d+$/.test(url)) return `The port is missing. Write it behind the name, such as ${EXAMPLE}.`;
  return null;
}

function findUserProblem(user: string): string | null {
  if (/\p{Cc}/u.test(user)) return 'The user name holds a character that cannot be sent.';
  return user.includes(':')
    ? 'A user name for Basic authorization holds no colon. Put the password in its field.'
    : null;
}
