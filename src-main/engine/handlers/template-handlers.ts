import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import type { TemplateContext, templateMethods } from '../../../src-preload/contract/template.ts';
import type { Clock } from '../clock.ts';
import { bodyTypeOf, findContentType } from '../compose/content-type.ts';
import { addData } from '../compose/data-language.ts';
import { languageOf } from '../compose/language-of.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { createRequestScope } from '../compose/request-scope.ts';
import { createTemplateCache } from '../compose/template-cache.ts';
import { EngineError } from '../errors.ts';
import {
  analyzeTemplate,
  completeTemplate,
  coverBranches,
  diagnoseData,
  formatTemplate,
  hoverTemplate,
  parseEventData,
  type RenderOptions,
  type RenderScope,
  renderTemplate,
  runHostileValues,
} from '../template/index.ts';
import type { HandlersOf } from './types.ts';

export interface TemplateHandlerParts {
  directory: WebhookDirectory;
  listSamples(providerId: string): readonly SampleEvent[];
  clock: Clock;
}

/** Answers what an editor asks of a template that need not be saved. */
export function createTemplateHandlers(parts: TemplateHandlerParts): HandlersOf<typeof templateMethods> {
  const { directory, listSamples, clock } = parts;
  const compile = createTemplateCache();

  function open({ webhookId, eventType, kind, text, dataText, insertion }: TemplateContext) {
    const webhook = directory.find(webhookId);
    const state = webhook && directory.provider(webhook.providerId);
    if (!webhook || !state) throw new EngineError('not-found', 'That webhook no longer exists.');
    const { provider } = state;
    const draft = webhook.unsaved ?? webhook;
    const type = bodyTypeOf(findContentType(draft));
    const json = kind === 'body' && type === 'json';
    const base = directory.dataLanguage(provider.id, eventType);
    const language = base === null ? languageOf(provider) : addData(base, dataText, parseEventData(dataText));
    const readScope = (type: string, data: string): RenderScope | null => {
      const parsed = parseEventData(data);
      const event = state.eventTypes.find(({ id }) => id === type) ?? null;
      return parsed.ok ? createRequestScope({ draft, eventType: type }, event, parsed, clock.now()) : null;
    };
    const options: RenderOptions = {
      kind,
      insertion,
      type,
      valueStyle: draft.layout,
      maximumCodePoints: null,
    };
    const limit =
      kind === 'body' ? provider.payload.maximumCharacters : (provider.webhook.query?.maximumCharacters ?? null);
    return {
      template: compile(text, language),
      scope: readScope(eventType, dataText),
      options,
      limit,
      json,
      layout: json ? draft.layout : ('as-written' as const),
      /** Read only where they are asked for: every keystroke comes by here. */
      readSamples: () =>
        listSamples(provider.id).flatMap((sample) => {
          const scope = readScope(sample.eventType, sample.dataText);
          return scope ? [{ sampleId: sample.id, name: sample.name, eventType: sample.eventType, scope }] : [];
        }),
    };
  }

  return {
    'template.analyze': (context) => {
      const { template, scope, options, json } = open(context);
      return analyzeTemplate(template, scope && renderTemplate(template, scope, options), { json });
    },
    'template.complete': ({ offset, asked, ...context }) => {
      const { template, scope, json } = open(context);
      return completeTemplate(template, offset, scope, { json, asked });
    },
    'template.hover': ({ offset, ...context }) => {
      const { template, scope } = open(context);
      return hoverTemplate(template, offset, scope);
    },
    'template.format': (context) => {
      const { template, json } = open(context);
      return formatTemplate(template, { json, oneLine: context.kind === 'query' });
    },
    'template.coverage': (context) => {
      const { template, scope, readSamples } = open(context);
      return coverBranches(template, { samples: readSamples(), chosen: scope });
    },
    'template.checkData': ({ text, event, named }) => diagnoseData(text, event, named),
    'template.hostile': (context) => {
      const { template, options, limit, json, layout, readSamples } = open(context);
      const samples = readSamples();
      const firstOfEach = samples.filter(
        ({ eventType }, index) => samples.findIndex((other) => other.eventType === eventType) === index,
      );
      return runHostileValues(template, {
        options: { ...options, maximumCodePoints: limit },
        layout,
        json,
        samples: firstOfEach,
      });
    },
  };
}
