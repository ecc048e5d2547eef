import { describe, expect, it } from 'vitest';
import { chooseTemplate, chooseTemplateKey } from '../../../src-main/engine/compose/choose-template.ts';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import { gridscale } from '../../../src-main/engine/providers/gridscale.ts';
import { draftOf } from './support/compose.ts';

const event = 'contract-signup';
const documented = gridscale.payload.templates['custom-url']?.[event];
const choose = (...keys: string[]) => chooseTemplateKey(gridscale, 'custom-url', event, (key) => keys.includes(key));

describe('which template an event is rendered with', () => {
  it('is the documented one until the webhook has one of its own', () => {
    expect(documented).toBeDefined();
    expect(choose()).toEqual({ key: `custom-url/${event}`, documented });
    expect(choose('slack/*', 'custom-url/contract-finalize')).toEqual({ key: `custom-url/${event}`, documented });
  });

  it('is the own one for all events where there is none for this event', () => {
    expect(choose('custom-url/*')).toEqual({ key: 'custom-url/*', documented });
    expect(choose('custom-url/*', `custom-url/${event}`).key).toBe(`custom-url/${event}`);
  });

  it('is one for all events where the service documents one', () => {
    expect(chooseTemplateKey(callgoose, 'custom-url', 'incident.created', () => false).key).toBe('custom-url/*');
  });

  it('has a place to be written to where nothing is documented', () => {
    expect(chooseTemplateKey(gridscale, 'custom-url', 'own-event', () => false)).toEqual({
      key: 'custom-url/own-event',
      documented: null,
    });
  });

  it('is what is sent', () => {
    const draft = draftOf(gridscale, { channel: 'custom-url', templates: { 'custom-url/*': '{"mine":1}' } });
    expect(chooseTemplate(gridscale, draft, event)).toEqual({
      text: '{"mine":1}',
      key: 'custom-url/*',
      isDefault: false,
    });
    expect(chooseTemplate(gridscale, draftOf(gridscale, { channel: 'custom-url' }), event)?.isDefault).toBe(true);
    expect(chooseTemplate(gridscale, draftOf(gridscale, { channel: 'custom-url' }), 'own-event')).toBeNull();
  });
});
