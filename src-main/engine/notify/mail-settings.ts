import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { type MailSettings, mailSettingsSchema } from '../../../src-preload/contract/outbox.ts';
import { readCertificates } from '../certificates.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import { createIssue } from '../webhooks/issues.ts';
import { isMailAddress } from '../webhooks/validate-text.ts';

const KEY = 'mail';

/** Without a server: every mail is kept. The port and the way are what most servers take for mail of a person (RFC 6409). */
export const initialMailSettings: MailSettings = {
  server: '',
  port: 587,
  security: 'starttls',
  user: '',
  from: '',
  authority: '',
};

/** What is stored, or the initial settings where nothing is, or it no longer fits. */
export function loadMailSettings(repository: KeyValueRepository): MailSettings {
  const text = repository.get(KEY);
  const stored = text === null ? null : mailSettingsSchema.safeParse(JSON.parse(text));
  return stored?.success ? stored.data : initialMailSettings;
}

export function storeMailSettings(repository: KeyValueRepository, settings: MailSettings): void {
  repository.save(KEY, JSON.stringify(settings));
}

/** Without the space around what was pasted; IPv6 addresses without their brackets. */
export function tidyMailSettings(settings: MailSettings): MailSettings {
  return {
    ...settings,
    server: settings.server.trim().replace(/^\[([0-9a-f:.]+)\]$/i, '$1'),
    user: settings.user.trim(),
    from: settings.from.trim(),
    authority: settings.authority.trim(),
  };
}

/** What is wrong with tidy settings, by field. Without a server nothing else has to be there. */
export function validateMailSettings(settings: MailSettings): FieldIssue[] {
  const problems: [field: keyof MailSettings, problem: string | null][] = [
    ['server', findServerProblem(settings.server)],
    ['from', findSenderProblem(settings)],
    ['user', hasControlCharacter(settings.user) ? 'The user name holds a character that cannot be sent.' : null],
    ['authority', findAuthorityProblem(settings.authority)],
  ];
  return problems.flatMap(([field, problem]) => (problem === null ? [] : [createIssue(field, problem)]));
}

function findServerProblem(server: string): string | null {
  if (server === '') return null;
  if (server.includes('://')) return 'Write the name of the server alone, such as mail.example.com, without “://”.';
  const isName = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}.])?$/u.test(server) && !server.includes('..');
  if (isName && server.length <= 253) return null;
  if (/^[0-9a-f:.]+$/i.test(server) && URL.canParse(`http://[${server}]`)) return null;
  if (/:\d+$/.test(server)) return 'Write the port in its own field, and here the name of the server alone.';
  return 'This is not the name or address of a server. Write one, such as mail.example.com.';
}

function findSenderProblem({ server, from }: MailSettings): string | null {
  if (from === '') return server === '' ? null : 'Mails need a sender. Write the address that they come from.';
  return isMailAddress(from) ? null : 'This is not a mail address. Write one, such as hooks@example.com.';
}

function findAuthorityProblem(authority: string): string | null {
  if (authority === '') return null;
  const reading = readCertificates(authority);
  return reading.ok ? null : reading.message;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
