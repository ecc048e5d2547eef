import { changeOwn, useTimeMachine } from '../../stores/time-machine.ts';
import { toOwnRule } from '../../stores/time-machine-own.ts';
import { Switch } from '../../ui/switch.tsx';
import { NumberField, TextArea } from '../../ui/text-field.tsx';
import styles from './panel.module.css';

/** A schedule to try out. */
export function OwnSchedule() {
  const own = useTimeMachine((state) => state.own);
  const { problem } = toOwnRule(own);
  return (
    <div className={styles.own}>
      <TextArea
        label="Waits before the retries"
        value={own.delays}
        maxLength={2000}
        problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
        onChange={(delays) => changeOwn({ delays })}
      />
      <div className={styles.fields}>
        <NumberField
          label="Jitter"
          className={styles.number}
          unit="%"
          value={own.jitter}
          min={0}
          max={100}
          onChange={(jitter) => {
            if (jitter >= 0 && jitter <= 100) changeOwn({ jitter });
          }}
        />
        <NumberField
          label="Time-out"
          className={styles.number}
          unit="s"
          value={own.timeoutSeconds}
          min={1}
          max={300}
          onChange={(timeoutSeconds) => {
            if (timeoutSeconds >= 1 && timeoutSeconds <= 300) changeOwn({ timeoutSeconds });
          }}
        />
      </div>
      <Switch
        label="Honour Retry-After"
        checked={own.retryAfter}
        onChange={(retryAfter) => changeOwn({ retryAfter })}
      />
    </div>
  );
}
