import { call } from '../../client/call.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import { drawStandalone, toPng } from './standalone-picture.ts';

function toBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Asks where to, and saves what is drawn. */
export async function savePicture(host: HTMLElement | null, format: 'svg' | 'png'): Promise<void> {
  if (host === null) return;
  try {
    const picture = drawStandalone(host, 'Retry time machine');
    const base64 = format === 'svg' ? toBase64(picture.svg) : await toPng(picture);
    const saved = await call('app.savePicture', { name: 'retries', format, base64 });
    if (saved !== null) notify('success', 'Picture saved', { detail: saved.path });
  } catch (thrown) {
    notifyError('The picture was not saved', thrown);
  }
}
