import { type JSX, useEffect, useRef, useState } from 'react';
import { copyText } from '../../commands/system.ts';
import { useCompose } from '../../stores/compose.ts';
import { CodeView, type CodeViewHandle } from '../../ui/code-view/code-view.tsx';
import type { PointedSource } from '../../ui/code-view/line-view.ts';
import { usePointed } from './pointed.ts';
import { readRenderedTexts } from './preview-texts.ts';
import { carryOver, findOwnPiece, mergeRanges } from './segments.ts';

const nowBody = (): string => useCompose.getState().preview?.body ?? '';

/** Marks in the output for what is pointed at on either side; null while that cannot be told. */
function findMarks() {
  const texts = readRenderedTexts();
  const { template, output } = usePointed.getState();
  if (texts === null) return null;
  if (output !== null) return output.start === output.end ? findOwnPiece(texts.segments, output.start, 'output') : [];
  return template === null ? [] : mergeRanges(carryOver(texts, template, 'template', 'output'));
}

export interface PreviewBodyProps {
  layout: 'json' | 'exact';
}

/**
 * The body as it will be sent. It listens to the preview itself instead of being rendered again: between a key and the
 * changed line lies nothing but laying out the text.
 */
export function PreviewBody({ layout }: PreviewBodyProps): JSX.Element {
  const view = useRef<CodeViewHandle>(null);
  const [first] = useState(nowBody);

  useEffect(() => {
    const showMarks = (): void => {
      const marks = findMarks();
      if (marks === null) return;
      view.current?.setMarks(marks);
      const mark = marks[0];
      // What was pointed at elsewhere may lie outside of the view; what is under the mouse here does not.
      if (mark !== undefined && usePointed.getState().output === null) view.current?.reveal(mark.start);
    };
    const showText = (): void => view.current?.show(nowBody(), findMarks() ?? []);
    showText();
    const stops = [
      useCompose.subscribe((now, before) => {
        if (now.preview !== before.preview) showText();
      }),
      usePointed.subscribe(showMarks),
    ];
    return () => {
      for (const stop of stops) stop();
      usePointed.setState({ output: null });
    };
  }, []);

  function point(pointed: PointedSource | null): void {
    usePointed.setState({ output: pointed?.range ?? null });
  }

  return (
    <CodeView
      ref={view}
      label={layout === 'json' ? 'Body, laid out for reading' : 'Body, exactly as it is sent'}
      text={first}
      layout={layout}
      onPoint={point}
      onCopyAll={() => void copyText(nowBody(), 'Body')}
    />
  );
}
