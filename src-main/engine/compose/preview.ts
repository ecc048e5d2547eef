import type { Preview } from '../../../src-preload/contract/compose.ts';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { readCertificates, readCommonName } from '../certificates.ts';
import { readOctets } from '../header-octets.ts';
import { findScheme } from '../signing/find-scheme.ts';
import { signsUrl } from '../signing/signed-urls.ts';
import { checkJson } from '../template/index.ts';
import type { Composition } from './compose-request.ts';
import { type CurlRequest, writeCurl } from './curl.ts';
import { diagnoseBody, diagnoseQueryValue, mapQuerySegments, mapSegments } from './diagnose-body.ts';
import { judgeSending } from './judge-sending.ts';
import type { ComposedRequest, SigningPlan } from './types.ts';

/**
 * A composed request as it may be shown: secrets are dots, and everything that is wrong with it is said. Makes nothing of its own.
 * @param fieldIssues what is wrong with the webhook's fields
 */
export function previewOf(composition: Composition, fieldIssues: readonly FieldIssue[]): Preview {
  const { planned, finished } = composition;
  const { request } = finished;
  const { body } = planned;
  const diagnostics = body === null ? [] : diagnoseBody(body);
  const query = planned.query.map((value) => ({
    name: value.name,
    value: value.text,
    meter: value.meter,
    diagnostics: diagnoseQueryValue(value),
    segments: mapQuerySegments(value),
  }));
  const everywhere = [...diagnostics, ...query.flatMap((value) => value.diagnostics)];
  return {
    method: request.method,
    url: request.hideSecrets(request.url),
    headers: request.headers.map(({ name, value, shown, source }) => ({
      name,
      value: readOctets(shown),
      source,
      masked: shown !== value,
    })),
    body: request.body?.toString('utf8') ?? null,
    bodyBytes: request.body?.length ?? 0,
    template: body && {
      key: body.template.key,
      documented: body.template.isDefault ? body.template.text : null,
    },
    bodyType: body?.type ?? null,
    json: body?.type !== 'json' ? 'none' : checkJson(body.text).ok ? 'valid' : 'invalid',
    meter: body?.meter ?? { used: 0, limit: null, cut: false },
    segments: body === null ? [] : mapSegments(body),
    diagnostics,
    query,
    signing: describeSignature(request),
    clientCertificate: describeCertificate(planned.plan.tls?.clientCert ?? ''),
    signsUrl: isUrlSigned(planned.plan.signing),
    unsignedBecause: request.unsignedBecause,
    curl: writeCurl(redact(request)),
    fieldIssues: [...fieldIssues],
    ...judgeSending(composition, fieldIssues, everywhere),
  };
}

function describeCertificate(pem: string): Preview['clientCertificate'] {
  const reading = pem === '' ? null : readCertificates(pem);
  const [certificate] = reading?.ok ? reading.certificates : [];
  if (certificate === undefined) return null;
  return { name: readCommonName(certificate.subject), validTo: Date.parse(certificate.validTo) };
}

function isUrlSigned(plan: SigningPlan | null): boolean {
  const scheme = plan === null ? undefined : findScheme(plan);
  return scheme !== undefined && signsUrl(scheme);
}

/** What the command may say: secrets are dots. */
function redact({ method, url, target, headers, body, hideSecrets }: ComposedRequest): CurlRequest {
  return {
    method,
    url: hideSecrets(url),
    ...(target === undefined ? {} : { target }),
    headers: headers.map(({ name, shown }) => [name, shown]),
    body,
  };
}

function describeSignature({ signature, hideSecrets }: ComposedRequest): Preview['signing'] {
  return (
    signature && {
      schemeId: signature.schemeId,
      schemeName: signature.schemeName,
      headerName: signature.headerName,
      value: signature.shown,
      parts: signature.parts.map((part) => ({ ...part, text: hideSecrets(part.text) })),
      keyFingerprint: signature.keyFingerprint,
      previous: signature.previous,
    }
  );
}
