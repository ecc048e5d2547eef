import { describe, expect, it } from 'vitest';
import { findNextStep } from '../../../src-renderer/editor/language/next-step.ts';

/** What comes next at the bar. */
function stepAt(text: string): ReturnType<typeof findNextStep> {
  const at = text.indexOf('▮');
  return findNextStep(text.slice(0, at), text.slice(at + 1));
}

describe('the next step in a conditional', () => {
  it.each([
    ['what is tested', '{{{ if(▮) }}}'],
    ['its value', '{{{ if(incident.urgency==▮'],
    ['the return of a condition', '{{{ if(incident.urgency==high)▮ }}}'],
    ['another statement', '{{{ if(incident.urgency==high) return("a");▮ }}}'],
    ['another statement on the next line', '{{{ if(incident.urgency==high) return("a");  ▮'],
  ])('is to choose %s', (_what, text) => {
    expect(stepAt(text)).toBe('choose');
  });

  it.each([
    ['what is tested', '{{{ if(incident.urgency▮==high) return("a"); }}}'],
    ['a value', '{{{ if(incident.urgency==high▮) return("a"); }}}'],
  ])('is the next place once %s was chosen', (_what, text) => {
    expect(stepAt(text)).toBe('go-on');
  });

  it('is out of the braces behind the return that stands alone', () => {
    expect(stepAt('{{{ if(a.b==c) return("a"); return("b");▮ }}}')).toBe('leave');
    expect(stepAt('{{{ if(a.b==c) return("a"); return ("b");▮}}}')).toBe('leave');
  });

  it.each([
    ['in the text of a return', '{{{ if(a.b==c) return("a▮"); }}}'],
    ['before the return that stands alone', '{{{ if(a.b==c) return("a");▮ return("b"); }}}'],
    ['behind a last return that nothing closes', '{{{ if(a.b==c) return("a"); return("b");▮'],
    ['in plain text', '{"a": "b▮"}'],
  ])('is nobody else’s to say %s', (_where, text) => {
    expect(stepAt(text)).toBeNull();
  });
});
