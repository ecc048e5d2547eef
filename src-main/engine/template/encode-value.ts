import type { BodyType } from '../../../src-preload/contract/template.ts';
import type { XmlMode } from './xml-tracker.ts';

/** What XML 1.0 has no way to write, not even as a reference (section 2.2, Char); lone surrogates are gone before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** The text as it stands in a body of the form type, which the receiver decodes (WHATWG URL, application/x-www-form-urlencoded serializing). */
export function encodeFormValue(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/** U+FFFD in place of what XML cannot hold; the same string where there is nothing of it. */
export function replaceNotInXml(text: string): string {
  return text.replace(notInXml, '\ufffd');
}

/**
 * The text as it stands at a place of an XML text, so that the text stays well-formed and the value comes back from it (XML
 * 1.0, section 2.4): references in text and attributes, where line ends and tabs of an attribute would become spaces (3.3.3)
 * and a carriage return a line feed (2.11); a CDATA section is closed and opened again within `]]>`; a comment has no `--`, and
 * an instruction no `?>`.
 */
export function encodeXmlValue(text: string, mode: XmlMode): string {
  switch (mode) {
    case 'cdata':
      return text.replaceAll(']]>', ']]]]><![CDATA[>');
    case 'comment':
      return `${text.replaceAll('--', '-\u2010')}${text.endsWith('-') ? ' ' : ''}`;
    case 'instruction':
      return text.replaceAll('?>', '? >');
    case 'double-quoted':
    case 'single-quoted':
      return text.replace(/[&<>"'\r\n\t]/g, (character) => references[character] ?? character);
    default:
      return text.replace(/[&<>\r]/g, (character) => references[character] ?? character);
  }
}

/** How the type of a body is called in a sentence. */
export const bodyTypeNames: Readonly<Record<BodyType, string>> = {
  json: 'JSON',
  form: 'form data',
  xml: 'XML',
  text: 'plain text',
};
