/** What an option of cURL does to the request. `none`: nothing that a receiver could see of it. */
export type CurlEffect =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'get'
  | 'head'
  | 'user'
  | 'bearer'
  | 'user-agent'
  | 'referer'
  | 'cookie'
  | 'range'
  | 'url'
  | 'url-query'
  | 'target'
  | 'globoff'
  | 'path-as-is'
  | 'proto-default'
  | 'handshake'
  | 'next'
  | 'none';

export interface CurlOption {
  effect: CurlEffect;
  /** The next word belongs to it. */
  hasValue: boolean;
  /** What is said beside the request, where the option is not followed. */
  note?: string;
  /** Why a command with it cannot be imported. */
  refusal?: string;
}

const long = new Map<string, CurlOption>();

/** Names are separated by spaces; `=` behind one says that it has a value. */
function add(names: string, option: Omit<CurlOption, 'hasValue'>): void {
  for (const name of names.split(' ')) {
    const hasValue = name.endsWith('=');
    long.set(hasValue ? name.slice(0, -1) : name, { ...option, hasValue });
  }
}
const carry = (names: string, effect: CurlEffect): void => add(names, { effect });
const note = (names: string, text: string): void => add(names, { effect: 'none', note: text });
const refuse = (names: string, refusal: string): void => add(names, { effect: 'none', refusal });
const pass = (names: string): void => add(names, { effect: 'none' });

// By the list that `curl --help all` prints (7.88.1), and what later versions added.
carry('request=', 'method');
carry('header=', 'header');
carry('data= data-ascii=', 'data');
carry('data-binary=', 'data-binary');
carry('data-raw=', 'data-raw');
carry('data-urlencode=', 'data-urlencode');
carry('json=', 'json');
carry('get', 'get');
carry('head', 'head');
carry('user=', 'user');
carry('oauth2-bearer=', 'bearer');
carry('user-agent=', 'user-agent');
carry('referer=', 'referer');
carry('cookie=', 'cookie');
carry('range=', 'range');
carry('url=', 'url');
carry('url-query=', 'url-query');
carry('request-target=', 'target');
carry('globoff', 'globoff');
carry('path-as-is', 'path-as-is');
carry('proto-default=', 'proto-default');
carry('next', 'next');
carry('digest ntlm ntlm-wb negotiate anyauth', 'handshake');

refuse('config=', 'It reads more options from a file. No file is read: write the options in their place.');
refuse('upload-file=', 'It uploads a file. No file is read: paste its text with --data-raw.');
refuse(
  'form= form-string=',
  'Forms with parts get a new boundary with each run, so their bytes are not known. Import a HAR instead.',
);
refuse('aws-sigv4=', 'It signs while it sends, so the headers are not known. Import a HAR instead.');
refuse('continue-at=', 'It asks for the rest of a file. Write the header Range in its place.');
refuse('time-cond=', 'It asks by a date, or by that of a file. Write the header If-Modified-Since in its place.');
refuse('etag-compare=', 'It reads a file. No file is read: write the header If-None-Match in its place.');
refuse(
  'haproxy-protocol haproxy-clientip=',
  'It sends a line before the request, which is for a proxy. Take it out to import the request.',
);
refuse('variable=', 'Variables of cURL are not read. Write their values in their places.');
refuse(
  'crlf use-ascii',
  'It changes line breaks of what it uploads. Take it out, and write the body as it is to be sent.',
);
refuse('help manual version ai-help', 'With it cURL sends nothing.');

note(
  'output= remote-name remote-name-all output-dir= dump-header= cookie-jar= trace= trace-ascii= trace-config= stderr= libcurl= ' +
    'etag-save= remote-header-name remote-time xattr out-null',
  'is not followed: nothing is written to files.',
);
note('netrc netrc-optional netrc-file=', 'is not followed: the .netrc file is not read.');
note(
  'cert= cert-type= key= key-type= pass= cacert= capath= crlfile= pinnedpubkey= engine= ca-native dump-ca-embed',
  'is not followed: files with keys and certificates are not read.',
);
note(
  'proxy= proxy-user= proxy-header= proxytunnel preproxy= proxy1.0= socks4= socks4a= socks5= socks5-hostname= proxy-anyauth ' +
    'proxy-basic proxy-digest proxy-negotiate proxy-ntlm proxy-http2',
  'is not followed: it is about a proxy, which the command does not choose here.',
);
note(
  'resolve= connect-to= unix-socket= abstract-unix-socket= doh-url= dns-servers= dns-interface= dns-ipv4-addr= dns-ipv6-addr= ' +
    'interface= local-port= ipfs-gateway=',
  'is not followed: requests go to their address directly.',
);
note('insecure', 'is not followed: certificates are checked.');
note('location location-trusted follow', 'is not followed: redirects are shown, never followed.');
note('compressed', 'is not followed: cURL would ask for a compressed answer, in Accept-Encoding.');
note('tr-encoding', 'is not followed: cURL would ask for a compressed answer, in TE.');
note('http1.0', 'is not followed: it is sent as HTTP/1.1.');
note('http2 http2-prior-knowledge http3 http3-only', 'is not followed: it is sent as HTTP/1.1.');
note(
  'retry= retry-all-errors retry-connrefused retry-delay= retry-max-time=',
  'is not followed: a replay is sent once, and again when you ask for it.',
);
note('ssl-auto-client-cert tlsauthtype= tlsuser= tlspassword=', 'is not followed: it is about the TLS connection.');
note('alt-svc= hsts=', 'is not followed: no file is read.');
note(
  'service-name= delegation= login-options= sasl-authzid= sasl-ir',
  'is not followed: only Basic and Bearer are sent.',
);

// What is printed, how long is waited, how the connection is made.
pass(
  'silent show-error verbose include fail fail-with-body fail-early progress-bar progress-meter buffer styled-output write-out= ' +
    'trace-time trace-ids create-dirs create-file-mode= clobber remove-on-error skip-existing disable disable-eprt disable-epsv raw ' +
    'http0.9 http1.1 ipv4 ipv6 tcp-nodelay tcp-fastopen keepalive keepalive-time= keepalive-cnt= sessionid parallel ' +
    'parallel-immediate parallel-max= parallel-max-host= suppress-connect-headers junk-session-cookies basic max-redirs= post301 ' +
    'post302 post303 noproxy= disallow-username-in-url ignore-content-length happy-eyeballs-timeout-ms= rate= limit-rate= max-time= ' +
    'connect-timeout= expect100-timeout= speed-limit= speed-time= max-filesize= proto= proto-redir= mptcp ip-tos= vlan-priority= ' +
    'form-escape upload-flags= metalink list-only random-file= egd-file=',
);
pass(
  'tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 sslv2 sslv3 ssl ssl-reqd ssl-no-revoke ssl-revoke-best-effort ssl-allow-beast alpn npn ' +
    'tls-max= ciphers= tls13-ciphers= curves= sigalgs= false-start cert-status ech= tls-earlydata ssl-sessions= doh-cert-status ' +
    'doh-insecure proxy-cacert= proxy-capath= proxy-cert= proxy-cert-type= proxy-ciphers= proxy-crlfile= proxy-insecure proxy-key= ' +
    'proxy-key-type= proxy-pass= proxy-pinnedpubkey= proxy-service-name= proxy-ssl-allow-beast proxy-ssl-auto-client-cert ' +
    'proxy-tls13-ciphers= proxy-tlsauthtype= proxy-tlspassword= proxy-tlsuser= proxy-tlsv1 proxy-ca-native socks5-basic ' +
    'socks5-gssapi socks5-gssapi-nec socks5-gssapi-service=',
);
// Of protocols other than HTTP.
pass(
  'append compressed-ssh ftp-account= ftp-alternative-to-user= ftp-create-dirs ftp-method= ftp-pasv ftp-port= ftp-pret ' +
    'ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-ccc-mode= ftp-ssl-control ftp-ssl ftp-ssl-reqd hostpubmd5= hostpubsha256= krb= mail-auth= ' +
    'mail-from= mail-rcpt= mail-rcpt-allowfails pubkey= knownhosts= quote= telnet-option= tftp-blksize= tftp-no-options',
);

const short: ReadonlyMap<string, string> = new Map(
  (
    '0 http1.0|1 tlsv1|2 sslv2|3 sslv3|4 ipv4|6 ipv6|a append|A user-agent|b cookie|B use-ascii|c cookie-jar|C continue-at|d data|' +
    'D dump-header|e referer|E cert|f fail|F form|g globoff|G get|h help|H header|i include|I head|j junk-session-cookies|J remote-header-name|' +
    'k insecure|K config|l list-only|L location|m max-time|M manual|n netrc|N no-buffer|o output|O remote-name|p proxytunnel|P ftp-port|' +
    'q disable|Q quote|r range|R remote-time|s silent|S show-error|t telnet-option|T upload-file|u user|U proxy-user|v verbose|V version|' +
    'w write-out|x proxy|X request|y speed-time|Y speed-limit|z time-cond|Z parallel|# progress-bar|: next'
  )
    .split('|')
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);

export interface FoundOption extends CurlOption {
  name: string;
  /** It was written as `--no-…`. */
  isOff: boolean;
}

/**
 * An option by its long name, by the beginning of one that no other has, or by `no-` and the name of one without a value, as cURL takes
 * them; null for one that is not known, so that nobody knows whether it has a value.
 */
export function findLongOption(given: string): FoundOption | null {
  const isOff = given.startsWith('no-') && !long.has(given);
  const wanted = isOff ? given.slice(3) : given;
  const names = long.has(wanted)
    ? [wanted]
    : wanted === ''
      ? []
      : [...long.keys()].filter((name) => name.startsWith(wanted));
  const [name] = names;
  const option = name === undefined ? undefined : long.get(name);
  if (name === undefined || option === undefined || names.length > 1 || (isOff && option.hasValue)) return null;
  return { ...option, name, isOff };
}

/** The long name of a letter; null for one that is not known. */
export function findShortOption(letter: string): string | null {
  return short.get(letter) ?? null;
}
