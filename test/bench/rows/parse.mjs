import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import { loadPart } from '../support/bundle.mjs';
import { moreIsBetter } from '../support/row.mjs';
import * as sample from '../support/sample-template.mjs';
import { measureInTurn, rate } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

const CHARACTERS = 20_000;

/**
 * Parsing a template of 20,000 characters, and how the time grows up to 10 MB (as a ratio of n to 2n, braces unclosed).
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const { compileTemplate } = /** @type {typeof import('../../../src-main/engine/template/index.ts')} */ (
    await loadPart('src-main/engine/template/index.ts')
  );
  const language = {
    placeholders: sample.paths.map((path) => ({
      path,
      label: path,
      description: '',
      values: path === 'incident.urgency' ? ['high', 'low'] : null,
      slips: [],
    })),
    conditionals: true,
  };
  const fill = (/** @type {string} */ text) => text.repeat(Math.ceil(CHARACTERS / text.length));
  const texts = { ours: fill(sample.ours), handlebars: fill(sample.handlebars), liquid: fill(sample.liquid) };
  const liquid = new Liquid();
  const rates = await measureInTurn(runs, {
    ours: () => rate(() => compileTemplate(texts.ours, language).steps),
    handlebars: () => rate(() => Handlebars.parse(texts.handlebars)),
    liquid: () => rate(() => liquid.parse(texts.liquid)),
  });
  const half = '{{'.repeat(2_500_000);
  const whole = half + half;
  const growth = await measureInTurn(runs, {
    half: () => seconds(() => compileTemplate(half, language)),
    whole: () => seconds(() => compileTemplate(whole, language)),
  });
  return [
    moreIsBetter({
      name: 'parse',
      ours: rates.ours,
      other: rates.handlebars,
      otherName: `Handlebars ${versionOf('handlebars')}`,
      unit: '1/s',
      runs,
      target: 20,
    }),
    moreIsBetter({
      name: 'parse',
      ours: rates.ours,
      other: rates.liquid,
      otherName: `LiquidJS ${versionOf('liquidjs')}`,
      unit: '1/s',
      runs,
      target: 1,
    }),
    {
      name: 'parse-growth',
      ours: growth.whole,
      other: growth.half,
      otherName: '5 MB of unclosed braces, ours 10 MB; at least 1/2.5',
      ratio: growth.half / growth.whole,
      unit: 's',
      runs,
      target: 1 / 2.5,
    },
  ];
}

/** @param {() => unknown} work @returns {number} */
function seconds(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
