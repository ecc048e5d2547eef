import { expect, it } from 'vitest';
import { compileTemplate, formatTimestamp } from '../../../src-main/engine/template/index.ts';
import { sqibs } from './support/language.ts';
import { render } from './support/render.ts';

// The documented texts, character for character, the slip `incident_urgency` and the space in `return ("none")` included.
const payload =
  '{  "id" : "{{incident.id}}",  "title" : "{{incident.title}}",  "urgency" : {{{ if(incident.urgency==high) return("high"); if(incident_urgency==low) return("low"); return ("none"); }}}}';
const conditional =
  '{{{ if(incident.urgency==high) return("high"); if(incident.urgency==low) return("low"); return ("none"); }}}';

function incident(urgency: string): string {
  return `{"incident":{"id":"INC-123","title":"Its a title","urgency":${urgency}}}`;
}

it('renders the documented payload to the documented result', () => {
  const rendered = render(payload, incident('"high"'));
  expect(rendered.text).toBe('{  "id" : "INC-123",  "title" : "Its a title",  "urgency" : "high"}');
});

it('reads the slip of the document in if as incident.urgency, so low renders "low"', () => {
  expect(render(payload, incident('"low"')).text).toContain('"urgency" : "low"}');
  expect(compileTemplate(payload, sqibs).diagnostics.map(({ code }) => code)).toEqual(['condition-slip']);
  expect(compileTemplate(payload, sqibs).blocked).toBe(false);
});

it('renders the documented conditional for each urgency, and "none" otherwise', () => {
  const results = ['"high"', '"low"', '"medium"', 'null'].map((urgency) => render(conditional, incident(urgency)).text);
  expect(results).toEqual(['"high"', '"low"', '"none"', '"none"']);
});

it('finds nothing wrong in the corrected documented payload', () => {
  expect(compileTemplate(payload.replace('incident_urgency', 'incident.urgency'), sqibs).diagnostics).toEqual([]);
});

it('replaces {{incident.title}} with the title', () => {
  expect(render('{"t":"{{incident.title}}"}', incident('"high"')).text).toBe('{"t":"Its a title"}');
});

it('writes the timestamp as yyyy-MM-ddTHH:mmZ in UTC', () => {
  expect(formatTimestamp(new Date('2023-05-31T18:07:33.999+02:00'))).toBe('2023-05-31T16:07Z');
});
