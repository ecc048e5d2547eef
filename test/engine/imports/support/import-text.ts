import type { ImportFormat, ImportOwner, ImportPlan } from '../../../../src-preload/contract/imports.ts';
import type { WireTest } from '../../support/open-wire.ts';

/** Takes a source in as the window does, in pieces, and looks at it. */
export async function readImport(
  { call }: Pick<WireTest, 'call'>,
  files: { name: string; content: string | Buffer }[],
  format: ImportFormat | null = null,
): Promise<ImportPlan> {
  const buffers = files.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }));
  const totalBytes = buffers.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const { id } = await call['imports.begin']({ name: files[0]?.name ?? '', totalBytes, format });
  for (const { name, bytes } of buffers) {
    for (let at = 0; at < Math.max(1, bytes.length); at += 600_000) {
      await call['imports.append']({ id, file: name, base64: bytes.subarray(at, at + 600_000).toString('base64') });
    }
  }
  return call['imports.plan']({ id });
}

export const byAddress: ImportOwner = { by: 'address' };

/** Every item that can be imported. */
export function listImportable({ items }: ImportPlan): number[] {
  return items.flatMap(({ problem }, index) => (problem === null ? [index] : []));
}

/** Looks at a source and imports everything of it that can be. */
export async function importText(
  engine: Pick<WireTest, 'call'>,
  name: string,
  content: string | Buffer,
  { keepCredentials = false, owner = byAddress }: { keepCredentials?: boolean; owner?: ImportOwner } = {},
) {
  const plan = await readImport(engine, [{ name, content }]);
  const batch = await engine.call['imports.apply']({
    id: plan.id,
    chosen: listImportable(plan),
    keepCredentials,
    owner,
  });
  return { plan, batch };
}
