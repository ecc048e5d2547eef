import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import type { ProxySettings } from '../../../src-preload/contract/proxy.ts';
import type { TransferItem } from '../../../src-preload/contract/transfer.ts';
import { createProblem } from '../read-json-file.ts';
import type { PortableSettings } from './app-settings.ts';
import { MAIL, type TransferFile } from './file-schema.ts';
import type { ImportWrites } from './import-writes.ts';
import { compareField, differs } from './plan-providers.ts';
import type { TransferSecret } from './sealed-secrets.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

/** Plans the settings of the app, of mail and of the proxy. */
export function planAppSettings(
  reader: WorkspaceReader,
  file: TransferFile,
  secrets: readonly TransferSecret[] | null,
  writes: ImportWrites,
): { items: TransferItem[]; problems: FieldIssue[] } {
  const mail = planMail(reader, file, secrets, writes);
  const proxy = planProxy(reader, file, writes);
  return {
    items: [...planApp(reader, file, writes), ...mail.items, ...proxy.items],
    problems: [...mail.problems, ...proxy.problems],
  };
}

function createItem(kind: 'app' | 'mail' | 'proxy', name: string, fields: TransferItem['fields']): TransferItem {
  const action = fields.length > 0 ? 'change' : 'leave';
  return { kind, path: kind, name, providerId: '', action, fields, notes: [] };
}

function planApp(reader: WorkspaceReader, { app }: TransferFile, writes: ImportWrites): TransferItem[] {
  if (app === undefined) return [];
  const here = reader.app.readApp();
  const fields = Object.entries(app)
    .map(([id, value]) => compareField(id, here[id as keyof PortableSettings], value))
    .filter(differs);
  if (fields.length > 0) writes.app = app;
  return [createItem('app', 'App', fields)];
}

function planMail(
  reader: WorkspaceReader,
  { mail }: TransferFile,
  secrets: readonly TransferSecret[] | null,
  writes: ImportWrites,
): { items: TransferItem[]; problems: FieldIssue[] } {
  if (mail === undefined) return { items: [], problems: [] };
  const next = reader.app.tidyMail(mail);
  const here = reader.app.readMail();
  const fields = Object.entries(next)
    .map(([id, value]) => compareField(id, here[id as keyof MailSettings], value))
    .filter(differs);
  const item = createItem('mail', 'Mail server', fields);
  if (fields.length > 0) writes.mail = next;
  if (next.server !== '' && next.server !== here.server)
    item.notes.push('Mails that wait, and all that follow, go to this server.');
  const isElsewhere = next.server !== here.server || next.port !== here.port || next.user !== here.user;
  const brought = secrets?.find(({ webhookId }) => webhookId === MAIL)?.value ?? null;
  const had = reader.app.hasPassword();
  if (isElsewhere && had) {
    writes.password = { value: brought, replaces: false };
    item.notes.push(
      brought === null
        ? 'The password kept here is for the other server, so it is removed: it must not go to this one. Enter the right one.'
        : 'The password kept here is for the other server, and is replaced by the one in the file.',
    );
    return { items: [item], problems: checkMail(reader, next) };
  }
  const items = [item];
  if (brought !== null) {
    const same = had && reader.app.readPassword() === brought;
    items.push({
      ...createItem('mail', 'Password of the mail server', []),
      kind: 'secret',
      action: same ? 'leave' : had ? 'change' : 'create',
      fields: !same && had ? [{ field: 'password', before: 'the secret here', after: 'another secret' }] : [],
    });
    if (!same) writes.password = { value: brought, replaces: had };
  }
  return { items, problems: checkMail(reader, next) };
}

/** The password of a proxy is never in a file. */
function planProxy(
  reader: WorkspaceReader,
  { proxy }: TransferFile,
  writes: ImportWrites,
): { items: TransferItem[]; problems: FieldIssue[] } {
  if (proxy === undefined) return { items: [], problems: [] };
  const next = reader.app.tidyProxy(proxy);
  const here = reader.app.readProxy();
  const fields = Object.entries(next)
    .map(([id, value]) => compareField(id, here[id as keyof ProxySettings], value))
    .filter(differs);
  const item = createItem('proxy', 'Proxy', fields);
  if (fields.length > 0) writes.proxy = next;
  if (fields.length > 0 && next.mode === 'own')
    item.notes.push('All requests to other machines go through this proxy.');
  if (reader.app.dropsProxyPassword(next)) {
    item.notes.push('The password kept here is for another proxy or user, so it is removed. Enter the right one.');
  }
  const problems = reader.app.validateProxy(next).map(({ path, message }) => createProblem(`proxy.${path}`, message));
  return { items: [item], problems };
}

function checkMail(reader: WorkspaceReader, settings: MailSettings): FieldIssue[] {
  return reader.app.validateMail(settings).map(({ path, message }) => createProblem(`mail.${path}`, message));
}
