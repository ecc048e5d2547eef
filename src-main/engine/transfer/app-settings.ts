import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { ProxyAccess } from '../proxy/open-proxy.ts';
import type { Staged } from '../store/rows.ts';
import type { FileSettings } from './file-schema.ts';

/** The settings that mean the same on another machine. A port, and whether anything listens there, is the machine's own. */
export type PortableSettings = Omit<Settings, 'captureOn' | 'capturePort'>;

export function toPortable({ captureOn: _on, capturePort: _port, ...rest }: Settings): PortableSettings {
  return rest;
}

/** The settings of app, mail and proxy, as far as the other rooms let transfer at them. */
export interface AppSettingsAccess extends ProxyAccess {
  readMail(): MailSettings;
  /** Without the space around what was pasted. */
  tidyMail(settings: MailSettings): MailSettings;
  /** Of tidy settings, by field. */
  validateMail(settings: MailSettings): FieldIssue[];
  /** Of the mail server, as text; null where there is none or it cannot be read. */
  readPassword(): string | null;
  hasPassword(): boolean;
  stageMail(settings: MailSettings): Staged<'settings'>;
  /** Null removes it. */
  stagePassword(value: string | null): Staged<'secrets'>;
  readApp(): PortableSettings;
  stageApp(settings: FileSettings): Staged<'settings'>;
}
