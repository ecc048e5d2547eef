import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import { loadPart } from '../support/bundle.mjs';
import { moreIsBetter } from '../support/row.mjs';
import * as sample from '../support/sample-template.mjs';
import { measureInTurn, rate } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

/**
 * A 1 KB JSON payload rendered to bytes, ten placeholders and one conditional. Ours escapes for JSON; the others insert raw, or
 * escape for HTML as they do unless told otherwise.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const template = /** @type {typeof import('../../../src-main/engine/template/index.ts')} */ (
    await loadPart('src-main/engine/template/index.ts')
  );
  const language = { placeholders: sample.paths.map(toSpec), conditionals: true };
  const compiled = template.compileTemplate(sample.ours, language);
  const event = template.parseEventData(JSON.stringify(sample.data));
  if (!event.ok) throw new Error(event.message);
  const scope = () => template.createScope(event.value, new Map());
  const options = /** @type {const} */ ({
    kind: 'body',
    insertion: 'json-safe',
    valueStyle: 'compact',
    maximumCodePoints: 20_000,
  });
  const handlebars = Handlebars.create();
  handlebars.registerHelper('eq', (a, b) => a === b);
  const withHandlebars = handlebars.compile(sample.handlebars, { noEscape: true });
  const withHandlebarsEscaping = handlebars.compile(toEscaping(sample.handlebars));
  const mustacheEscaping = toEscaping(sample.mustache);
  const liquid = new Liquid();
  const withLiquid = liquid.parse(sample.liquid);
  Mustache.parse(sample.mustache);
  Mustache.parse(mustacheEscaping);
  const mustacheData = { ...sample.data, high: true };

  const renderers = {
    ours: () => Buffer.from(template.renderTemplate(compiled, scope(), options).text),
    literal: () => Buffer.from(sample.renderLiteral()),
    handlebars: () => Buffer.from(withHandlebars(sample.data)),
    handlebarsEscaping: () => Buffer.from(withHandlebarsEscaping(sample.data)),
    mustache: () => Buffer.from(Mustache.render(sample.mustache, mustacheData)),
    mustacheEscaping: () => Buffer.from(Mustache.render(mustacheEscaping, mustacheData)),
    liquid: () => Buffer.from(liquid.renderSync(withLiquid, sample.data)),
  };
  if (!renderers.ours().equals(renderers.literal())) throw new Error('Ours and the literal render different bytes.');
  const rates = await measureInTurn(
    runs,
    /** @type {Record<keyof typeof renderers, () => number>} */ (
      Object.fromEntries(Object.entries(renderers).map(([name, render]) => [name, () => rate(render)]))
    ),
  );
  const against = (
    /** @type {keyof typeof renderers} */ name,
    /** @type {string} */ otherName,
    /** @type {number} */ target,
  ) => moreIsBetter({ name: 'render', ours: rates.ours, other: rates[name], otherName, unit: '1/s', runs, target });
  return [
    against('literal', 'template literal with escaping (the limit)', 0.75),
    against('handlebarsEscaping', `Handlebars ${versionOf('handlebars')}, escaping`, 2.1),
    against('handlebars', `Handlebars ${versionOf('handlebars')}, raw`, 2.1),
    against('mustacheEscaping', `Mustache ${versionOf('mustache')}, escaping`, 7),
    against('mustache', `Mustache ${versionOf('mustache')}, raw`, 7),
    against('liquid', `LiquidJS ${versionOf('liquidjs')}`, 1),
  ];
}

/** The same template with the braces that escape. @param {string} text */
function toEscaping(text) {
  return text.replaceAll('{{{', '{{').replaceAll('}}}', '}}');
}

/** @param {string} path */
function toSpec(path) {
  const values = path === 'incident.urgency' ? ['high', 'low'] : null;
  return { path, label: path, description: '', values, slips: [] };
}
