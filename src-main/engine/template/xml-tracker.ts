/** Where in an XML text a value would be inserted. Follows text that may be cut anywhere and may be wrong; it judges nothing. */
export type XmlMode =
  | 'text'
  /** Right after `<`, while it is open what begins there. */
  | 'open'
  | 'tag'
  | 'double-quoted'
  | 'single-quoted'
  | 'comment'
  | 'cdata'
  | 'instruction';

export interface XmlState {
  mode: XmlMode;
  /** The last characters of a piece of markup, as many as decide where it ends. */
  tail: string;
}

export const startOfXml: XmlState = { mode: 'text', tail: '' };

const commentStart = '<!--';
const cdataStart = '<![CDATA[';

/** The state after `text`. Linear. */
export function followXml(state: XmlState, text: string): XmlState {
  let { mode, tail } = state;
  const until = (end: string, next: XmlMode): void => {
    if (!tail.endsWith(end)) return;
    mode = next;
    tail = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    switch (mode) {
      case 'text':
        if (character === '<') {
          mode = 'open';
          tail = '<';
        }
        break;
      case 'open':
        tail += character;
        if (tail === '<?') [mode, tail] = ['instruction', ''];
        else if (tail === commentStart) [mode, tail] = ['comment', ''];
        else if (tail === cdataStart) [mode, tail] = ['cdata', ''];
        else if (!commentStart.startsWith(tail) && !cdataStart.startsWith(tail)) {
          mode = modeInTag('tag', character);
          tail = '';
        }
        break;
      case 'tag':
      case 'double-quoted':
      case 'single-quoted':
        mode = modeInTag(mode, character);
        break;
      case 'comment':
        tail = (tail + character).slice(-3);
        until('-->', 'text');
        break;
      case 'cdata':
        tail = (tail + character).slice(-3);
        until(']]>', 'text');
        break;
      case 'instruction':
        tail = (tail + character).slice(-2);
        until('?>', 'text');
        break;
    }
  }
  return { mode, tail };
}

function modeInTag(mode: 'tag' | 'double-quoted' | 'single-quoted', character: string): XmlMode {
  if (mode === 'double-quoted') return character === '"' ? 'tag' : mode;
  if (mode === 'single-quoted') return character === "'" ? 'tag' : mode;
  if (character === '"') return 'double-quoted';
  if (character === "'") return 'single-quoted';
  return character === '>' ? 'text' : 'tag';
}
