import { type RefObject, useEffect, useState } from 'react';

const PADDING = 24;

let characterWidth = 0;

/** Width of one character of the fixed-width face at the size of code views, measured once the face is there. */
function measureCharacter(): number {
  if (characterWidth > 0) return characterWidth;
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 7.2;
  context.font = '12px "JetBrains Mono", monospace';
  const width = context.measureText('0'.repeat(100)).width / 100;
  if (document.fonts.check('12px "JetBrains Mono"')) characterWidth = width;
  return width;
}

/** How many characters fit into a line of the element; follows its width. */
export function useColumns(host: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(80);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = (): void => {
      const width = element.clientWidth - PADDING;
      if (width > 0) setColumns(Math.max(16, Math.floor(width / measureCharacter())));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    document.fonts.load('12px "JetBrains Mono"').then(measure, () => undefined);
    return () => observer.disconnect();
  }, [host]);
  return columns;
}
