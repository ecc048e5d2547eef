import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The same requests in the form that each peer reads. Each side sends every body once.
 * @param {string} directory
 * @param {{ url: string, headers: Record<string, string>, bodies: string[] }} requests
 */
export function writePeerFiles(directory, { url, headers, bodies }) {
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(directory, name), text);
  const pairs = Object.entries(headers);
  write('undici.json', JSON.stringify({ url, headers, bodies }));
  write('data.json', JSON.stringify(bodies.map((body) => ({ payload: body }))));
  write(
    'newman.json',
    JSON.stringify({
      info: { name: 'replay', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [
        {
          name: 'replay',
          request: {
            method: 'POST',
            url,
            header: pairs.map(([key, value]) => ({ key, value })),
            body: { mode: 'raw', raw: '{{payload}}' },
          },
        },
      ],
    }),
  );
  mkdirSync(join(directory, 'bruno'));
  write('bruno/bruno.json', JSON.stringify({ version: '1', name: 'replay', type: 'collection' }));
  write(
    'bruno/replay.bru',
    `meta {\n  name: replay\n  type: http\n  seq: 1\n}\n\npost {\n  url: ${url}\n  body: text\n  auth: none\n}\n\n` +
      `headers {\n${pairs.map(([name, value]) => `  ${name}: ${value}`).join('\n')}\n}\n\nbody:text {\n  {{payload}}\n}\n`,
  );
  write(
    'stepci.json',
    JSON.stringify({
      version: '1.1',
      name: 'replay',
      tests: {
        replay: { steps: bodies.map((body) => ({ name: 'replay', http: { url, method: 'POST', headers, body } })) },
      },
    }),
  );
  const lines = pairs.map(([name, value]) => `${name}: ${value}\n`).join('');
  write('replay.http', bodies.map((body) => `POST ${url} HTTP/1.1\n${lines}\n${body}\n`).join('\n###\n\n'));
  for (const [index, body] of bodies.entries()) write(`body-${index}.json`, body);
  const flags = pairs.map(([name, value]) => `-H '${name}: ${value}'`).join(' ');
  write(
    'each.sh',
    `cd '${directory}'\ni=0\nwhile [ $i -lt ${bodies.length} ]; do curl -s -o /dev/null ${flags} --data-binary @body-$i.json '${url}'; i=$((i+1)); done\n`,
  );
  const block = (/** @type {number} */ index) =>
    [
      `url = "${url}"`,
      'output = "/dev/null"',
      ...pairs.map(([name, value]) => `header = "${name}: ${value}"`),
      `data-binary = "@${join(directory, `body-${index}.json`)}"`,
    ].join('\n');
  write('parallel.txt', bodies.map((_, index) => block(index)).join('\nnext\n'));
}
