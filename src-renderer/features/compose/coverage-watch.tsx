import { useEffect } from 'react';
import type { BranchCoverage, TemplateContext } from '../../../src-preload/contract/template.ts';
import { call } from '../../client/call.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { type TemplateSubject, useTemplateContext } from './template-in-use.ts';
import { useTemplateCheck } from './use-template-check.ts';

const askCoverage = (context: TemplateContext) => call('template.coverage', context);
const PAUSE = 250;

export interface CoverageWatchProps {
  subject: TemplateSubject;
  surroundings: TemplateSurroundings;
  onResult: (coverage: readonly BranchCoverage[]) => void;
}

/** Shows nothing: follows the template and tells which branches the samples reach, after each pause in typing. */
export function CoverageWatch({ subject, surroundings, onResult }: CoverageWatchProps) {
  const { result } = useTemplateCheck(askCoverage, useTemplateContext(subject, surroundings), PAUSE);
  useEffect(() => {
    onResult(result ?? []);
  }, [result, onResult]);
  return null;
}
