import { create } from 'zustand';
import type { TextRange } from '../../../src-preload/contract/template.ts';

interface PointedState {
  /** Pointed at in the template. */
  template: TextRange | null;
  /** Pointed at in the output. */
  output: TextRange | null;
}

/** What the mouse or the selection points at, in the template or in the preview. Listened to outside of React. */
export const usePointed = create<PointedState>(() => ({ template: null, output: null }));
