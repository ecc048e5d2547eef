/** Halves of surrogate pairs, which UTF-8 cannot write. With the u flag a whole pair is one character of another kind. */
const loneSurrogate = /\p{Surrogate}/gu;

/** Percent-encodes a name or value of a query so that the URL parser leaves it as it is. */
export function encodeQueryPart(text: string): string {
  return encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).replaceAll("'", '%27');
}

/** Adds parameters, already encoded, behind those that a URL without fragment has. */
export function appendQuery(url: string, parameters: string): string {
  if (parameters === '') return url;
  const separator = !url.includes('?') ? '?' : /[?&]$/.test(url) ? '' : '&';
  return `${url}${separator}${parameters}`;
}
