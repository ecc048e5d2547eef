import { type FormEvent, useEffect, useState } from 'react';
import type { CaptureState } from '../../../src-preload/contract/capture.ts';
import { toClientError } from '../../client/client-error.ts';
import { copyCaptureAddress } from '../../commands/system.ts';
import { configureCapture, useCapture } from '../../stores/capture.ts';
import { saveSettings, useSettings } from '../../stores/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

const mebibyte = 1024 * 1024;

type Configure = (on: boolean, port: number) => void;

function Where({ state, configure }: { state: CaptureState; configure: Configure }) {
  switch (state.state) {
    case 'listening':
      return (
        <div className={styles.line}>
          <Status tone="success">listening</Status>
          <code>{state.address}</code>
          <Button size="small" onClick={copyCaptureAddress}>
            Copy the address
          </Button>
        </div>
      );
    case 'off':
      return <Status tone="idle">off</Status>;
    case 'port-in-use':
      return (
        <Banner
          tone="failure"
          title={`Port ${state.port} is taken by another program.`}
          actions={
            <>
              <Button size="small" onClick={() => configure(true, state.port)}>
                Try again
              </Button>
              <Button size="small" variant="primary" onClick={() => configure(true, state.freePort)}>
                Use port {state.freePort}
              </Button>
            </>
          }
        >
          Nothing is captured. Webhooks that point here move along when the port changes.
        </Banner>
      );
    case 'failed':
      return <Banner tone="failure">{state.message}</Banner>;
  }
}

/** Where requests are captured, and how much of them is kept. */
export function CapturePage() {
  const settings = useSettings((store) => store.settings);
  const state = useCapture((store) => store.state);
  const [port, setPort] = useState(settings?.capturePort ?? 0);
  const [problem, setProblem] = useState<string | null>(null);
  const kept = settings?.capturePort;

  useEffect(() => {
    if (kept !== undefined) setPort(kept);
  }, [kept]);

  if (settings === null || state === null) return null;
  const on = state.state !== 'off';

  const configure: Configure = (nextOn, nextPort) => {
    setProblem(null);
    configureCapture(nextOn, nextPort).catch((thrown: unknown) => setProblem(toClientError(thrown).message));
  };

  function applyPort(event: FormEvent): void {
    event.preventDefault();
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      setProblem('A port is a whole number from 1 to 65535.');
      return;
    }
    configure(on, port);
  }

  return (
    <Form label="Capture">
      <Section title="Server" hint="Listens on this machine alone: nothing from outside can reach it.">
        <Switch label="Capture requests" checked={on} onChange={(next) => configure(next, settings.capturePort)} />
        <Where state={state} configure={configure} />
        <form className={styles.bottom} onSubmit={applyPort}>
          <NumberField
            label="Port"
            value={port}
            min={1}
            max={65535}
            problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
            onChange={setPort}
          />
          {port !== settings.capturePort && <Button type="submit">Move to port {port}</Button>}
        </form>
      </Section>
      <Section title="Limits" hint="What is beyond a limit is not kept; its size is.">
        <NumberField
          label="Largest captured body"
          unit="MiB"
          min={1}
          max={953}
          value={settings.captureBodyLimit / mebibyte}
          onChange={(size) => {
            if (size >= 1 && size <= 953) void saveSettings({ captureBodyLimit: Math.round(size * mebibyte) });
          }}
        />
        <NumberField
          label="Largest kept response"
          unit="MiB"
          min={0}
          max={95}
          value={settings.responseBodyLimit / mebibyte}
          onChange={(size) => {
            if (size >= 0 && size <= 95) void saveSettings({ responseBodyLimit: Math.round(size * mebibyte) });
          }}
        />
      </Section>
    </Form>
  );
}
