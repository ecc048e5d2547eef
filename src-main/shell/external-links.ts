/** Sites on which the services document their webhooks. A name stands for itself and for every host below it. */
const DOCUMENTATION_SITES = ['gridscale.io', 'callgoose.com', 'y42.com', 'y42.dev', 'casesolved.co.uk', 'zenskar.com'];

/** The address as it is handed to the browser, or null where it is not an https page of one of the services. */
export function toDocumentationUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  const known = DOCUMENTATION_SITES.some((site) => url.hostname === site || url.hostname.endsWith(`.${site}`));
  return plain && known ? url.href : null;
}
