import { z } from 'zod';

/**
 * What a schema can express and a value does not use: optional and nullable parts that are absent, empty lists, switches that
 * are off, members of a list of choices that it has not. A part of a list counts as used where one item uses it.
 * @param leaves paths that are not looked into
 */
export function listUnused(
  schema: z.ZodType,
  values: readonly unknown[],
  path: string,
  leaves: ReadonlySet<string>,
): string[] {
  if (leaves.has(path)) return values.length === 0 ? [path] : [];
  if (values.length === 0) return [path];
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodExactOptional) {
    return listUnused(schema.unwrap() as z.ZodType, values, path, leaves);
  }
  if (schema instanceof z.ZodNullable) {
    return listUnused(
      schema.unwrap() as z.ZodType,
      values.filter((value) => value !== null),
      path,
      leaves,
    );
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, part]) => {
      const parts = values.flatMap((value) =>
        Object.hasOwn(value as object, key) ? [(value as Record<string, unknown>)[key]] : [],
      );
      return listUnused(part as z.ZodType, parts, path === '' ? key : `${path}.${key}`, leaves);
    });
  }
  if (schema instanceof z.ZodArray)
    return listUnusedItems(schema.element as z.ZodType, values.flat(), `${path}[]`, leaves);
  if (schema instanceof z.ZodRecord) {
    const entries = values.flatMap((value) => Object.entries(value as object));
    const keys = schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
    const missing = keys.filter((key) => !entries.some(([known]) => known === key)).map((key) => `${path}.${key}`);
    return [
      ...missing,
      ...listUnused(
        schema.valueType as z.ZodType,
        entries.map(([, value]) => value),
        `${path}.*`,
        leaves,
      ),
    ];
  }
  // Alone it is one of several; in a list, each of them can stand.
  if (schema instanceof z.ZodEnum && path.includes('[]')) return listUnusedItems(schema, values, path, leaves);
  if (schema instanceof z.ZodBoolean) return values.includes(true) ? [] : [path];
  return [];
}

/** Of a list of choices or of kinds, each has to be there. */
function listUnusedItems(
  element: z.ZodType,
  items: readonly unknown[],
  path: string,
  leaves: ReadonlySet<string>,
): string[] {
  if (element instanceof z.ZodEnum) {
    return element.options.filter((option) => !items.includes(option)).map((option) => `${path}=${String(option)}`);
  }
  if (!(element instanceof z.ZodDiscriminatedUnion)) return listUnused(element, items, path, leaves);
  const { discriminator } = element.def;
  return element.options.flatMap((option) => {
    const kind = (option as z.ZodObject).shape[discriminator] as z.ZodLiteral;
    const own = items.filter((item) => (item as Record<string, unknown>)[discriminator] === kind.value);
    return listUnused(option as z.ZodType, own, `${path}(${String(kind.value)})`, leaves);
  });
}
