/**
 * Host and request target of an absolute http or https URL, cut out of its text: parsing it and printing it again would
 * percent-encode the dots that stand for a secret. The host has its port and no user name; the target begins with `/`.
 */
export function splitUrl(url: string): { host: string; target: string } {
  const start = url.indexOf('://') + 3;
  const end = findEndOfAuthority(url, start);
  const authority = url.slice(start, end);
  const target = url.slice(end);
  return {
    host: authority.slice(authority.lastIndexOf('@') + 1),
    target: target.startsWith('/') ? target : `/${target}`,
  };
}

function findEndOfAuthority(url: string, start: number): number {
  for (let at = start; at < url.length; at += 1) if ('/?#'.includes(url.charAt(at))) return at;
  return url.length;
}
