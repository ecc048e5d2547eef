import type { AttemptErrorCode } from '../../../src-preload/contract/delivery.ts';

/** The message for a network error: what happened and what to do. `{host}` stands for host and port, `{name}` for the host alone. */
export interface FailureText {
  code: AttemptErrorCode;
  text: string;
}

const dns = (text: string): FailureText => ({ code: 'dns', text });
const unreachable = (text: string): FailureText => ({ code: 'unreachable', text });
const tls = (text: string): FailureText => ({ code: 'tls', text });

const refusedCertificate = tls(
  '{host} refused the client certificate that was shown. Check under “Certificate” of the webhook that it is the one that the receiver expects.',
);

/** By the code of Node, OpenSSL or undici. */
export const failureTexts: Readonly<Record<string, FailureText>> = {
  ENOTFOUND: dns('The name {name} does not exist. Check its spelling, or that its DNS record is published.'),
  ENODATA: dns('The name {name} has no address. Check that its DNS record is an A or AAAA record.'),
  EAI_AGAIN: dns(
    'The name {name} could not be looked up, because no name server answered. Check the network and try again.',
  ),
  EAI_FAIL: dns('The name {name} could not be looked up: the name server refused. Check its DNS records.'),
  EAI_NODATA: dns('The name {name} has no address. Check that its DNS record is an A or AAAA record.'),
  EAI_NONAME: dns('The name {name} does not exist. Check its spelling, or that its DNS record is published.'),
  HOOKWRIGHT_LINK_LOCAL: {
    code: 'invalid-request',
    text: '{host} leads to a link-local address or a metadata service, which gives out credentials. Nothing was sent. If it is meant, enter that address itself and confirm.',
  },
  ECONNREFUSED: {
    code: 'refused',
    text: 'Nothing listens at {host}: the connection was refused. Start the receiver, or correct host and port.',
  },
  EHOSTUNREACH: unreachable('{host} cannot be reached from here. Check the network, a VPN or a firewall on the way.'),
  EHOSTDOWN: unreachable('{host} is down. Check that the machine is running.'),
  ENETUNREACH: unreachable('There is no way to the network of {host}. Check that this machine is online.'),
  ENETDOWN: unreachable('This machine is offline, so {host} cannot be reached. Connect it and try again.'),
  EADDRNOTAVAIL: unreachable('This machine has no address from which {host} could be reached. Check the network.'),
  EACCES: unreachable('A firewall on this machine does not let the connection to {host} out. Allow it and try again.'),
  EPERM: unreachable('A firewall on this machine does not let the connection to {host} out. Allow it and try again.'),
  ETIMEDOUT: {
    code: 'connect-timeout',
    text: '{host} did not answer the attempt to connect. Check host and port, and that no firewall drops the packets.',
  },
  CERT_HAS_EXPIRED: tls('The certificate of {host} has expired. Renew it at the receiver.'),
  CERT_NOT_YET_VALID: tls(
    'The certificate of {host} is not valid yet. Check the clock of this machine and of the receiver.',
  ),
  CERT_REVOKED: tls('The certificate of {host} was revoked. Install a new one at the receiver.'),
  DEPTH_ZERO_SELF_SIGNED_CERT: tls(
    'The certificate of {host} is self-signed, so nobody vouches for it. Install one of a known authority at the receiver, or add it under “Certificate” of the webhook.',
  ),
  SELF_SIGNED_CERT_IN_CHAIN: tls(
    'The certificate of {host} comes from an authority that this machine does not know. Add that authority under “Certificate” of the webhook, or use a public one.',
  ),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls(
    'The certificate of {host} cannot be traced to a known authority, mostly because the receiver does not send the certificates in between. Add the whole chain there.',
  ),
  UNABLE_TO_GET_ISSUER_CERT: tls(
    'The authority that made the certificate of {host} is not known here. Add it under “Certificate” of the webhook, or use a public one.',
  ),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls(
    'The authority that made the certificate of {host} is not known here. Add it under “Certificate” of the webhook, or use a public one.',
  ),
  ERR_TLS_CERT_ALTNAME_INVALID: tls(
    'The certificate of {host} is for another name. Use a name that it covers, or install one for this name.',
  ),
  ERR_SSL_WRONG_VERSION_NUMBER: tls(
    '{host} does not speak TLS on this port; it may be plain HTTP. Write http:// in the address, or use the port for https.',
  ),
  ERR_SSL_PACKET_LENGTH_TOO_LONG: tls(
    '{host} does not speak TLS on this port; it may be plain HTTP. Write http:// in the address, or use the port for https.',
  ),
  ERR_SSL_HTTP_REQUEST: tls('{host} does not speak TLS on this port. Write http:// in the address.'),
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tls(
    '{host} only speaks a version of TLS that is too old to be safe. Switch TLS 1.2 or newer on at the receiver.',
  ),
  ERR_SSL_UNSUPPORTED_PROTOCOL: tls(
    '{host} only speaks a version of TLS that is too old to be safe. Switch TLS 1.2 or newer on at the receiver.',
  ),
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: tls(
    '{host} demands a client certificate, and none was shown. Add one under “Certificate” of the webhook.',
  ),
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: tls(
    '{host} refused the TLS handshake: it may demand a client certificate, which is added under “Certificate” of the webhook, or no common cipher is left. See the log of the receiver.',
  ),
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: tls(
    '{host} does not know the authority of the client certificate that was shown. Use one of an authority that it trusts.',
  ),
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: refusedCertificate,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: refusedCertificate,
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: refusedCertificate,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: refusedCertificate,
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: refusedCertificate,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: tls(
    '{host} says that the client certificate that was shown has expired. Add a newer one under “Certificate” of the webhook.',
  ),
  ECONNRESET: {
    code: 'reset',
    text: '{host} reset the connection before it answered. It may have crashed, or something on the way refuses the request; see its log.',
  },
  EPIPE: {
    code: 'reset',
    text: '{host} closed the connection while the request was being written. See the log of the receiver for why.',
  },
  UND_ERR_HEADERS_OVERFLOW: {
    code: 'malformed-response',
    text: '{host} answered with more than 16 KB of headers. Make the receiver send fewer or shorter ones.',
  },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: {
    code: 'malformed-response',
    text: 'The headers of the answer of {host} are not valid HTTP/1.1, as two lengths, or a length and chunks, are. Make the receiver send one Content-Length, or chunks, and correct headers.',
  },
  UND_ERR_INVALID_ARG: {
    code: 'invalid-request',
    text: 'The request to {host} holds something that HTTP cannot carry, so nothing was sent. Check the address and the headers.',
  },
};

/** For codes that are not listed. */
export const unknownTls = tls(
  'The TLS connection to {host} failed. See the code for the reason, and check the receiver.',
);
