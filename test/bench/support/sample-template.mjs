/** A payload of about 1 KB with ten placeholders and one conditional, in the notations of those who render it. */
export const paths = [
  'incident.id',
  'incident.title',
  'incident.description',
  'incident.urgency',
  'incident.status',
  'incident.mapped_with',
  'incident.url',
  'webhook.id',
  'webhook.event',
  'user',
];

const values = [
  'INC-20931',
  'Checkout answers slowly',
  'The p99 of POST /checkout is above 4 s since 12:03 UTC in eu-central; the payment provider "Adler & Co" times out.',
  'high',
  'triggered',
  'checkout-latency',
  'https://example.com/incidents/INC-20931',
  'a9b1f3c2-6e0f-4d3a-9a53-6d7c1c0a1f11',
  'incident.created',
  'Ada Lovelace',
];

export const data = nest(values);
export const flat = Object.fromEntries(paths.map((path, index) => [path, values[index] ?? '']));

const filler =
  'Escalate after fifteen minutes without an acknowledgement; the run book is linked from the service page. '.repeat(5);

/** @param {(path: string) => string} placeholder @param {string} conditional */
const payload = (placeholder, conditional) =>
  // The conditional is not last: the other notations cannot have a brace behind it.
  `{"note":"${filler}","colour":${conditional},${paths.map((path) => `"${path}":"${placeholder(path)}"`).join(',')}}`;

export const ours = payload(
  (path) => `{{${path}}}`,
  '{{{ if(incident.urgency==high) return("red"); return("grey"); }}}',
);
export const handlebars = payload(
  (path) => `{{{${path}}}}`,
  '{{#if (eq incident.urgency "high")}}"red"{{else}}"grey"{{/if}}',
);
export const mustache = payload((path) => `{{{${path}}}}`, '{{#high}}"red"{{/high}}{{^high}}"grey"{{/high}}');
export const liquid = payload(
  (path) => `{{ ${path} }}`,
  '{% if incident.urgency == "high" %}"red"{% else %}"grey"{% endif %}',
);

/** The limit: the same bytes written as a template literal, each value escaped for JSON. */
export function renderLiteral() {
  let text = `{"note":"${filler}","colour":${flat['incident.urgency'] === 'high' ? '"red"' : '"grey"'}`;
  for (const path of paths) text += `,"${path}":"${escapeJson(flat[path] ?? '')}"`;
  return `${text}}`;
}

/** @param {string} value */
function escapeJson(value) {
  return JSON.stringify(value).slice(1, -1);
}

/** @param {readonly string[]} list */
function nest(list) {
  /** @type {Record<string, unknown>} */
  const root = {};
  for (const [index, path] of paths.entries()) {
    const [head = '', tail] = path.split('.');
    if (tail === undefined) root[head] = list[index];
    else root[head] = { .../** @type {object} */ (root[head] ?? {}), [tail]: list[index] };
  }
  return root;
}
