import { create } from 'zustand';
import type { Confirmation } from '../../src-preload/contract/errors.ts';
import type { LogFilter } from '../../src-preload/contract/log.ts';

/** What the composer of schemes begins with. */
export interface ComposerStart {
  /** An own scheme to edit; null for a new one. */
  schemeId: string | null;
  /** The scheme that a new one begins as; null for a blank one. */
  from: string | null;
  /** The webhook that chooses the scheme when it is saved. */
  webhookId: string | null;
}

export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'new-webhook' }
  | { kind: 'conflict'; webhookId: string }
  /** Of one line of the log. */
  | { kind: 'replay'; seq: number }
  | { kind: 'bulk-replay'; filter: LogFilter }
  /** Of one line of the log; null: of a request that is pasted. */
  | { kind: 'recognise'; seq: number | null }
  | { kind: 'queue' }
  | { kind: 'deleted' }
  | ({ kind: 'scheme' } & ComposerStart)
  /** Of a provider; `webhookId` is the webhook that they are tried on. */
  | { kind: 'samples'; providerId: string; webhookId: string }
  /** Begins with these webhooks; null: with all of them and the settings. */
  | { kind: 'export'; webhookIds: readonly string[] | null }
  | { kind: 'import-requests' }
  /** Begins with the event and the place of a webhook, if there is one. */
  | { kind: 'fire'; webhookId: string | null }
  /** Something that the engine wants an explicit yes to. */
  | { kind: 'confirm-send'; confirmations: readonly Confirmation[]; verb: string };

interface DialogsState {
  open: OpenDialog | null;
}

/** The one dialog that is open. Opening another closes it. */
export const useDialogs = create<DialogsState>(() => ({ open: null }));

let settle: ((yes: boolean) => void) | null = null;

function settleWith(yes: boolean): void {
  const waiting = settle;
  settle = null;
  waiting?.(yes);
}

/** Opens a dialog. A question that was open is answered with no. */
export function openDialog(open: OpenDialog): void {
  settleWith(false);
  useDialogs.setState({ open });
}

/** Closes whatever is open. A question that was open is answered with no. */
export function closeDialog(): void {
  settleWith(false);
  useDialogs.setState({ open: null });
}

/** Shows that a webhook was changed elsewhere since the edits began. */
export function askConflict(webhookId: string): void {
  openDialog({ kind: 'conflict', webhookId });
}

/** Asks for a yes to each of the confirmations; false when the dialog is closed in any other way. */
export function askToConfirm(confirmations: readonly Confirmation[], verb: string): Promise<boolean> {
  openDialog({ kind: 'confirm-send', confirmations, verb });
  return new Promise((resolve) => {
    settle = resolve;
  });
}

/** The yes to what `askToConfirm` asked. */
export function confirmOpenQuestion(): void {
  settleWith(true);
  useDialogs.setState({ open: null });
}

/** Opens the composer of signing schemes. Left out: a new scheme, made from nothing, for no webhook. */
export function composeScheme({ schemeId = null, from = null, webhookId = null }: Partial<ComposerStart> = {}): void {
  openDialog({ kind: 'scheme', schemeId, from, webhookId });
}
