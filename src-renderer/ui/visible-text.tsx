import '../styles/code.css';
import './code-view/code-view.css';
import { toVisiblePieces } from './code-view/visible-characters.ts';

/** A short text in which nothing hides: controls and invisible characters by name and, with `spaces`, spaces as dots. */
export function VisibleText({ text, spaces = false }: { text: string; spaces?: boolean | undefined }) {
  return toVisiblePieces(text, spaces).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
    <span key={index} className={piece.named ? 'code-control' : undefined}>
      {piece.text}
    </span>
  ));
}
