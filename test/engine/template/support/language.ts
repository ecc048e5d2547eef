import type { TemplateLanguage } from '../../../../src-main/engine/template/index.ts';
import type { PlaceholderSpec } from '../../../../src-preload/contract/template.ts';

function placeholder(path: string, description: string, values: string[] | null = null): PlaceholderSpec {
  return { path, label: path, description, values, slips: path === 'incident.urgency' ? ['incident_urgency'] : [] };
}

/** The language of the Callgoose document, with the document's words. */
export const sqibs: TemplateLanguage = {
  conditionals: true,
  placeholders: [
    placeholder('incident.id', 'Id of incident'),
    placeholder('incident.title', 'Title of incident'),
    placeholder('incident.description', 'Description of incident'),
    placeholder('incident.urgency', 'Urgency of incident', ['high', 'low']),
    placeholder('incident.status', 'Status of incident', ['triggered', 'acknowledged', 'resolved']),
    placeholder('incident.mapped_with', 'Value used to map the incident while creation'),
    placeholder('incident.url', 'URL of incident'),
    placeholder('webhook.id', 'Id of webhook'),
    placeholder('webhook.event', 'Event of webhook', [
      'incident.created',
      'incident.acknowledged',
      'incident.unacknowledged',
      'incident.resolved',
    ]),
    placeholder('user', 'User related with this event'),
    placeholder('timestamp', 'Timestamp of webhook(When it sent) - format: yyyy-MM-ddTHH:mmZ'),
  ],
};

/** A language of any names, with conditionals on none of them. */
export function languageOf(...paths: string[]): TemplateLanguage {
  return { conditionals: true, placeholders: paths.map((path) => placeholder(path, path)) };
}
