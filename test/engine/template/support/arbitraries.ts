import fc from 'fast-check';

/** Text of any kind: controls, both halves of surrogate pairs alone, separators, emoji. */
export const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 8,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '"',
      '\\',
      '\\"',
      '\n',
      '\u0000',
      '\ud800',
      '\udc00',
      '\u2028',
      '</script>',
      '\u202e',
      '\ufeff',
      '😀',
      '{{user}}',
      '}}}',
      'null',
      '1',
    ),
  },
);

/** A value of JSON as the text that spells it, numbers beyond a double included. */
export const jsonText = fc.oneof(
  { weight: 4, arbitrary: anyText.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.constantFrom('0', '-0', '1.0', '12345678901234567890', '1e400', '-2.50E-3', '0.1') },
  { weight: 1, arbitrary: fc.constantFrom('true', 'false', 'null') },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value, null, 1)) },
);

/** Pieces that templates are made of, and pieces that break them. */
const fragment = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '{{',
      '}}',
      '{{{',
      '}}}',
      '{',
      '}',
      '(',
      ')',
      ';',
      '"',
      '\\',
      ' ',
      '\n',
      ',',
      ':',
      '[',
      ']',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('{{user}}', '{{incident.title}}', '{{ incident.id }}', '{{nothing}}', '{{__proto__}}'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'if',
      'return',
      'if(',
      'return(',
      'else',
      '==',
      '=',
      'incident.urgency',
      'incident_urgency',
      'high',
      'low',
      'if(incident.urgency==high)',
      'return("high");',
      'return(low)',
      '{{{ if(incident.urgency==high) return("a"); return("b"); }}}',
    ),
  },
  { weight: 1, arbitrary: anyText },
);

/** A text that is more or less a template. */
export const anyTemplate = fc.array(fragment, { maxLength: 24 }).map((pieces) => pieces.join(''));
