import { call } from '../client/call.ts';
import { useCapture } from '../stores/capture.ts';
import { notify, notifyError } from '../stores/notices.ts';

/** Puts text on the clipboard and says so. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await call('app.copyText', { text });
    notify('success', `${what} copied`);
  } catch (thrown) {
    notifyError(`${what} was not copied`, thrown);
  }
}

/** Copies the address that the capture server listens at. */
export function copyCaptureAddress(): void {
  const state = useCapture.getState().state;
  if (state?.state === 'listening') void copyText(state.address, 'Capture address');
}

/** Opens the workspace's folder in the system's file manager. */
export function showFolder(): void {
  call('app.showDirectory', {}).catch((thrown: unknown) => notifyError('The folder was not opened', thrown));
}
