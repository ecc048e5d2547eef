import { z } from 'zod';
import { answers } from './define.ts';
import { type SecretWarning, secretOdditySchema } from './webhook.ts';

/** `system`: what the operating system says for each address; without the app, what the environment says. */
export const proxyModes = ['off', 'system', 'own'] as const;
export const proxyModeSchema = z.enum(proxyModes);
export type ProxyMode = z.infer<typeof proxyModeSchema>;

export const proxySettingsSchema = z.strictObject({
  mode: proxyModeSchema,
  /** Of the own proxy, as `http://host:port`; kept while another mode is chosen. */
  url: z.string().max(1000),
  /** Empty: no login. The password is a secret of its own. */
  user: z.string().max(1000),
});
export type ProxySettings = z.infer<typeof proxySettingsSchema>;

export interface ProxySetup {
  settings: ProxySettings;
  password: {
    set: boolean;
    /** Cannot be decrypted with the present key: must be entered again. */
    locked: boolean;
    /** First 8 hex digits of SHA-256 over its bytes. */
    fingerprint: string | null;
    /** What is odd about it, such as a line break at its end. */
    warnings: SecretWarning[];
  };
}

export const proxyMethods = {
  'proxy.get': answers<ProxySetup>()(z.strictObject({})),
  /** A password goes away with the proxy and the user that it was entered for. */
  'proxy.save': answers<ProxySetup>()(proxySettingsSchema),
  /** Null removes it. */
  'proxy.setPassword': answers<ProxySetup>()(z.strictObject({ value: z.string().min(1).max(10_000).nullable() })),
  /** Removes from the password what one of its warnings names. */
  'proxy.tidyPassword': answers<ProxySetup>()(z.strictObject({ kind: secretOdditySchema })),
};
