import { create } from 'zustand';
import type { FieldIssue } from '../../src-preload/contract/errors.ts';
import type { OwnSchemeInfo, SchemeTrial, SchemeVerification } from '../../src-preload/contract/own-scheme.ts';
import type { SigningScheme } from '../../src-preload/contract/signing.ts';
import { call } from '../client/call.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';
import { createLatest } from '../client/latest.ts';
import { createDelayed } from './delayed.ts';
import type { ComposerStart } from './dialogs.ts';
import { sameData } from './drafts.ts';
import { notify } from './notices.ts';
import { editWebhook } from './webhook-edits.ts';

interface ComposerState {
  start: ComposerStart;
  /** Null until it is here. */
  scheme: SigningScheme | null;
  /** As it was opened, or saved last. */
  base: SigningScheme | null;
  own: OwnSchemeInfo | null;
  past: readonly SigningScheme[];
  future: readonly SigningScheme[];
  /** The text as it is typed, while it does not read as the scheme; null: the scheme is what counts. */
  text: string | null;
  /** Why the text does not count. */
  textProblems: readonly FieldIssue[];
  trial: SchemeTrial | null;
  /** Found while saving, such as a name that is taken. They go with the next edit. */
  saveProblems: readonly FieldIssue[];
  saving: boolean;
  /** A request that really arrived. Nothing of it outlives the composer. */
  pasted: { text: string; secret: string; publicUrl: string };
  verification: SchemeVerification | null;
  problem: string | null;
}

/** Long enough to undo an afternoon. */
const MOST_STEPS = 200;
/** Edits of one field within this time are one step back. */
const MERGE_MS = 1000;
const PAUSE_MS = 120;

const empty: ComposerState = {
  start: { schemeId: null, from: null, webhookId: null },
  scheme: null,
  base: null,
  own: null,
  past: [],
  future: [],
  text: null,
  textProblems: [],
  trial: null,
  saveProblems: [],
  saving: false,
  pasted: { text: '', secret: '', publicUrl: '' },
  verification: null,
  problem: null,
};

/** The scheme that is being composed. */
export const useComposer = create<ComposerState>(() => empty);

const trials = createLatest('schemes.try');
const readings = createLatest('schemes.try');
const verifications = createLatest('schemes.verify');
let openings = 0;
let lastEdit = { field: '', at: 0 };
/** The moment of the example, so that it does not change while the scheme is edited. */
let exampleTime = 0;

const trialOf = (scheme: unknown) => ({ scheme, secret: null, sample: null, timestampMs: exampleTime });

async function tryScheme(): Promise<void> {
  const { scheme } = useComposer.getState();
  if (scheme === null) return;
  try {
    useComposer.setState({ trial: await trials.run(trialOf(scheme)) });
  } catch (thrown) {
    if (!isCancelled(thrown)) useComposer.setState({ problem: toClientError(thrown).message });
  }
}

async function verify(): Promise<void> {
  const { scheme, pasted } = useComposer.getState();
  if (scheme === null || pasted.text.trim() === '') {
    verifications.cancel();
    useComposer.setState({ verification: null });
    return;
  }
  try {
    useComposer.setState({ verification: await verifications.run({ scheme, ...pasted }) });
  } catch (thrown) {
    if (!isCancelled(thrown)) useComposer.setState({ problem: toClientError(thrown).message });
  }
}

const trialSoon = createDelayed(PAUSE_MS, () => void tryScheme());
const verificationSoon = createDelayed(PAUSE_MS, () => void verify());

function lookAgain(): void {
  trialSoon.start();
  verificationSoon.start();
}

/** Opens a scheme, or what a new one begins as. `blank` is what it begins as without another one. */
export async function openComposer(start: ComposerStart, blank: SigningScheme): Promise<void> {
  openings += 1;
  const opening = openings;
  exampleTime = Math.floor(Date.now() / 1000) * 1000;
  useComposer.setState({ ...empty, start }, true);
  try {
    const id = start.schemeId ?? start.from;
    const view = id === null ? null : await call('schemes.get', { id });
    if (opening !== openings) return;
    const scheme = view === null ? blank : view.scheme;
    const isCopy = start.schemeId === null && view !== null;
    const own = isCopy ? null : (view?.own ?? null);
    const opened = isCopy ? { ...scheme, id: blank.id, name: `${scheme.name} (own)` } : scheme;
    useComposer.setState({ scheme: opened, base: opened, own });
    lookAgain();
  } catch (thrown) {
    if (opening === openings) useComposer.setState({ problem: toClientError(thrown).message });
  }
}

/** Lets go of the scheme, the pasted request and its secret. */
export function closeComposer(): void {
  openings += 1;
  for (const latest of [trials, readings, verifications]) latest.cancel();
  trialSoon.cancel();
  verificationSoon.cancel();
  useComposer.setState(empty, true);
}

/** Changes the scheme. Quick edits of one field are one step back. */
export function changeScheme(field: string, edit: (scheme: SigningScheme) => SigningScheme): void {
  const { scheme, past } = useComposer.getState();
  if (scheme === null) return;
  const next = edit(scheme);
  if (sameData(next, scheme)) return;
  const now = Date.now();
  const merges = field === lastEdit.field && now - lastEdit.at < MERGE_MS && past.length > 0;
  lastEdit = { field, at: now };
  useComposer.setState({
    scheme: next,
    past: merges ? past : [...past, scheme].slice(-MOST_STEPS),
    future: [],
    text: null,
    textProblems: [],
    saveProblems: [],
  });
  lookAgain();
}

function go(to: SigningScheme, past: readonly SigningScheme[], future: readonly SigningScheme[]): void {
  lastEdit = { field: '', at: 0 };
  useComposer.setState({ scheme: to, past, future, text: null, textProblems: [], saveProblems: [] });
  lookAgain();
}

export function undoEdit(): void {
  const { scheme, past, future } = useComposer.getState();
  const before = past.at(-1);
  if (scheme !== null && before !== undefined) go(before, past.slice(0, -1), [scheme, ...future]);
}

export function redoEdit(): void {
  const { scheme, past, future } = useComposer.getState();
  const [after] = future;
  if (scheme !== null && after !== undefined) go(after, [...past, scheme], future.slice(1));
}

/** Takes the scheme from its text, as soon as that reads as one. */
export async function changeText(text: string): Promise<void> {
  useComposer.setState({ text });
  try {
    const value: unknown = JSON.parse(text);
    const id = useComposer.getState().scheme?.id;
    if (typeof value === 'object' && value !== null && 'id' in value && value.id !== id) {
      readings.cancel();
      useComposer.setState({ textProblems: [{ path: 'id', message: keepsId, severity: 'error' }] });
      return;
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const { scheme, problems } = await readings.run(trialOf(isObject ? { ...value, id } : value));
    if (scheme === null) {
      useComposer.setState({ textProblems: problems });
      return;
    }
    changeScheme('text', () => scheme);
    // What was typed stays as it was typed.
    useComposer.setState({ text, textProblems: [] });
  } catch (thrown) {
    if (isCancelled(thrown)) return;
    readings.cancel();
    const message =
      thrown instanceof SyntaxError ? `This is not JSON: ${thrown.message}` : toClientError(thrown).message;
    useComposer.setState({ textProblems: [{ path: '', message, severity: 'error' }] });
  }
}

const keepsId = 'A scheme keeps its id, so it is not part of the text. Remove it.';

/** The scheme as text: all but its id, which stays. */
export function writeText({ id: _id, ...scheme }: SigningScheme): string {
  return JSON.stringify(scheme, null, 2);
}

/** Goes back to the last text that was a scheme. */
export function dropText(): void {
  readings.cancel();
  useComposer.setState({ text: null, textProblems: [] });
}

/** Changes the request that is verified, or its secret. */
export function changePasted(change: Partial<ComposerState['pasted']>): void {
  useComposer.setState(({ pasted }) => ({ pasted: { ...pasted, ...change } }));
  verificationSoon.start();
}

/** Whether closing would lose something. */
export function isChanged({ scheme, base, textProblems }: ComposerState): boolean {
  return textProblems.length > 0 || (scheme !== null && base !== null && !sameData(scheme, base));
}

/** Saves the scheme, and lets the webhook choose it that it was made for. True: saved. */
export async function saveScheme(): Promise<boolean> {
  const { scheme, own, start, textProblems, saving } = useComposer.getState();
  if (scheme === null || saving || textProblems.length > 0) return false;
  const opening = openings;
  useComposer.setState({ saving: true, problem: null });
  try {
    const view =
      own === null
        ? await call('schemes.create', { scheme })
        : await call('schemes.save', { id: scheme.id, revision: own.revision, scheme });
    if (start.webhookId !== null) editWebhook(start.webhookId, { schemeId: view.scheme.id });
    notify('success', `${view.scheme.name} saved`, {
      detail: start.webhookId === null ? null : 'The webhook has chosen it. Save the webhook too.',
    });
    if (opening === openings) {
      useComposer.setState({ scheme: view.scheme, base: view.scheme, own: view.own, past: [], future: [], text: null });
    }
    return true;
  } catch (thrown) {
    const { message, detail } = toClientError(thrown);
    const issues = detail.issues ?? [];
    useComposer.setState({ saveProblems: issues, problem: issues.length > 0 ? null : message });
    return false;
  } finally {
    if (opening === openings) useComposer.setState({ saving: false });
  }
}
