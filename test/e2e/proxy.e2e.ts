import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { lastResult, showTab } from '../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../scripts/drive/log.mjs';
import { resizeWindow } from '../../scripts/drive/open-app.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, keepSecretsForThisRun, test } from './launch.ts';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** Connects every name to this machine. */
function createProxy(asked: string[]): Server {
  return createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const each of [socket, onward]) each.on('error', () => each.destroy());
  });
}

test('requests go through the proxy that the system names, or an own one, and the log shows which', async ({
  launch,
}) => {
  const asked: string[] = [];
  const proxy = createProxy(asked);
  const proxyPort = await listen(proxy);
  const receiver = createServer((request, response) => request.on('end', () => response.end('ok')).resume());
  const place = `receiver.invalid:${await listen(receiver)}`;
  // Chromium takes these for the settings of the system where there is no desktop that has its own.
  const { app, page } = await launch({
    args: ['--force-prefers-reduced-motion'],
    env: { http_proxy: `http://127.0.0.1:${proxyPort}`, no_proxy: '', XDG_CURRENT_DESKTOP: '' },
  });
  await resizeWindow(app, page, { width: 1280, height: 800 });
  await keepSecretsForThisRun(page);

  const settings = await openSettings(page, 'Proxy');
  const save = settings.getByRole('button', { name: 'Save the proxy' });
  const choose = async (name: string): Promise<void> => {
    await settings.getByRole('combobox', { name: 'Proxy' }).click();
    await page.getByRole('option', { name }).click();
  };
  await choose('The proxy of the system');
  await save.click();
  await expect(save).toBeDisabled();
  await page.getByRole('button', { name: 'Close the settings' }).click();

  await selectWebhook(page, 'Slack', 'gridscale partner');
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(`http://${place}/in`);
  const tryOut = page.getByRole('button', { name: 'Test', exact: true });
  await tryOut.click();
  await expect(lastResult(page)).toContainText('200');
  expect(asked).toEqual([place]);

  await openSettings(page, 'Proxy');
  await choose('Own proxy');
  const address = settings.getByLabel('Address');
  await address.fill(`http://ada:secret@127.0.0.1:${proxyPort}`);
  await save.click();
  await expect(settings.getByText('Put them in the fields.')).toBeVisible();
  await address.fill(`http://127.0.0.1:${proxyPort}`);
  await settings.getByLabel('User').fill('ada');
  await save.click();
  await settings.getByLabel('Password', { exact: true }).fill('secret');
  await page.keyboard.press('Enter');
  await expect(settings.getByText('fingerprint')).toBeVisible();
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await tryOut.click();
  await expect(logRows(page)).toHaveCount(2);
  await expect(logRows(page).first()).toContainText('200');
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  await expect(opened.getByText(`127.0.0.1:${proxyPort}`, { exact: true })).toBeVisible();
  proxy.closeAllConnections();
  proxy.close();
  receiver.closeAllConnections();
  receiver.close();
});
