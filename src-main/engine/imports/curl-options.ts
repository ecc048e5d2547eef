/** What an option of cURL does to the request. */
export type CurlEffect =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'get'
  | 'head'
  | 'user'
  | 'bearer'
  | 'user-agent'
  | 'referer'
  | 'cookie'
  | 'url'
  | 'next'
  | 'ignore';

export interface CurlOption {
  effect: CurlEffect;
  /** The next word belongs to it. */
  hasValue: boolean;
  /** Said beside the request, where the option is not followed. */
  note?: string;
  /** Why a command with it cannot be imported. */
  refusal?: string;
}

const flag = (note?: string): CurlOption => ({
  effect: 'ignore',
  hasValue: false,
  ...(note === undefined ? {} : { note }),
});
const setting = (note?: string): CurlOption => ({ ...flag(note), hasValue: true });
const takes = (effect: CurlEffect): CurlOption => ({ effect, hasValue: true });
const refused = (refusal: string, hasValue = true): CurlOption => ({ effect: 'ignore', hasValue, refusal });

const noFile = 'is not followed: nothing is written to files.';
const noKeys = 'is not followed: files with keys and certificates are not read.';
const noProxy = 'is not followed: requests go to their address directly.';
const noRedirect = 'is not followed: redirects are shown, never followed.';
const noMultipart =
  'Forms with parts get a new boundary with each run, so their bytes are not known. Import a HAR instead.';

/** By long name. Source: the manual of curl 8. */
const long: Readonly<Record<string, CurlOption>> = {
  request: takes('method'),
  header: takes('header'),
  data: takes('data'),
  'data-ascii': takes('data'),
  'data-binary': takes('data'),
  'data-raw': takes('data-raw'),
  'data-urlencode': takes('data-urlencode'),
  json: takes('json'),
  get: { effect: 'get', hasValue: false },
  head: { effect: 'head', hasValue: false },
  user: takes('user'),
  'oauth2-bearer': takes('bearer'),
  'user-agent': takes('user-agent'),
  referer: takes('referer'),
  cookie: takes('cookie'),
  url: takes('url'),
  next: { effect: 'next', hasValue: false, note: 'begins another request.' },

  output: setting(noFile),
  'remote-name': flag(noFile),
  'remote-name-all': flag(noFile),
  'output-dir': setting(noFile),
  'create-dirs': flag(),
  'dump-header': setting(noFile),
  'cookie-jar': setting(noFile),
  trace: setting(noFile),
  'trace-ascii': setting(noFile),
  stderr: setting(noFile),
  config: refused('It reads more options from a file. No file is read: write the options in their place.'),
  'upload-file': refused('It uploads a file. No file is read: paste its text with --data-raw.'),
  form: refused(noMultipart),
  'form-string': refused(noMultipart),
  'aws-sigv4': refused('It signs while it sends, so the headers are not known. Import a HAR instead.'),
  netrc: flag('is not followed: the .netrc file is not read.'),
  'netrc-file': setting('is not followed: no file is read.'),
  'netrc-optional': flag('is not followed: the .netrc file is not read.'),
  cert: setting(noKeys),
  'cert-type': setting(),
  key: setting(noKeys),
  'key-type': setting(),
  pass: setting(noKeys),
  cacert: setting(noKeys),
  capath: setting(noKeys),
  proxy: setting(noProxy),
  'proxy-user': setting(noProxy),
  noproxy: setting(),
  socks5: setting(noProxy),
  'socks5-hostname': setting(noProxy),
  resolve: setting(noProxy),
  'connect-to': setting(noProxy),
  'unix-socket': setting(noProxy),
  insecure: flag('is not followed: certificates are checked.'),
  location: flag(noRedirect),
  'location-trusted': flag(noRedirect),
  'max-redirs': setting(),
  compressed: flag('is not followed: the answer is kept as it comes.'),
  digest: flag('is not followed: only Basic and Bearer are sent.'),
  ntlm: flag('is not followed: only Basic and Bearer are sent.'),
  negotiate: flag('is not followed: only Basic and Bearer are sent.'),
  anyauth: flag('is not followed: only Basic and Bearer are sent.'),
  basic: flag(),
  range: setting('is not followed: write it as a header.'),
};

const quietFlags =
  'silent show-error verbose include fail fail-with-body fail-early globoff no-globoff http0.9 http1.0 http1.1 http2 http2-prior-knowledge ' +
  'http3 http3-only progress-bar no-progress-meter no-buffer ipv4 ipv6 path-as-is tcp-nodelay tcp-fastopen no-keepalive no-sessionid ' +
  'disable raw tr-encoding styled-output no-styled-output parallel parallel-immediate tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 sslv2 sslv3 ' +
  'ssl-reqd ssl-no-revoke ssl-revoke-best-effort ssl-allow-beast no-alpn no-npn post301 post302 post303 retry-connrefused ' +
  'retry-all-errors junk-session-cookies append crlf suppress-connect-headers no-clobber';
const quietSettings =
  'max-time connect-timeout expect100-timeout retry retry-delay retry-max-time write-out limit-rate keepalive-time interface ' +
  'dns-servers speed-limit speed-time max-filesize parallel-max rate tls-max ciphers tls13-ciphers curves happy-eyeballs-timeout-ms ' +
  'local-port proto proto-default proto-redir time-cond alt-svc hsts';

const options: ReadonlyMap<string, CurlOption> = new Map([
  ...quietFlags.split(' ').map((name): [string, CurlOption] => [name, flag()]),
  ...quietSettings.split(' ').map((name): [string, CurlOption] => [name, setting()]),
  ...Object.entries(long),
]);

const short: ReadonlyMap<string, string> = new Map(
  (
    'X request|H header|d data|G get|I head|u user|A user-agent|e referer|b cookie|: next|o output|O remote-name|D dump-header|' +
    'c cookie-jar|K config|T upload-file|F form|n netrc|E cert|x proxy|U proxy-user|k insecure|L location|r range|s silent|' +
    'S show-error|v verbose|i include|f fail|g globoff|0 http1.0|# progress-bar|N no-buffer|4 ipv4|6 ipv6|q disable|Z parallel|' +
    '1 tlsv1|2 sslv2|3 sslv3|m max-time|w write-out|Y speed-limit|y speed-time|z time-cond|a append|j junk-session-cookies'
  )
    .split('|')
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

/** An option by its long name; null for one that is not known, so that nobody knows whether it has a value. */
export function findLongOption(name: string): CurlOption | null {
  return options.get(name) ?? null;
}

/** The long name of a letter; null for one that is not known. */
export function findShortOption(letter: string): string | null {
  return short.get(letter) ?? null;
}
