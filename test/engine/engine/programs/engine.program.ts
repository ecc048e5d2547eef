// A whole engine in a process of its own. Each line on stdin is a call, `["name", params]`; each answer is a line on stdout.
import { createInterface } from 'node:readline';
import { openEngine } from '../../../../src-main/engine/engine.ts';
import { toErrorData } from '../../../../src-main/engine/errors.ts';

const [directory = ''] = process.argv.slice(2);

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const engine = await openEngine({ directory, capturePort: 0 });
engine.on((events) => print({ events }));
print({ open: true, notices: engine.notices });
for await (const line of createInterface({ input: process.stdin })) {
  const [name, params] = JSON.parse(line);
  if (name === 'close') await engine.close();
  const answer = name === 'close' ? null : engine.call(name, params);
  print(
    await Promise.resolve(answer).then(
      (value) => ({ value }),
      (error) => ({ error: toErrorData(error) }),
    ),
  );
}
