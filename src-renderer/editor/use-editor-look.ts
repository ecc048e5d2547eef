import { useMemo } from 'react';
import { useSettings } from '../stores/settings.ts';
import type { EditorLook } from './create-editor.ts';

/** Font size and wrapping as the settings have them. */
export function useEditorLook(): EditorLook {
  const fontSize = useSettings(({ settings }) => settings?.editorFontSize ?? 13);
  const wordWrap = useSettings(({ settings }) => settings?.editorWordWrap ?? true);
  return useMemo(() => ({ fontSize, wordWrap }), [fontSize, wordWrap]);
}
