import type { NormalizedSchema } from "@smithy/core/schema";

/**
 * Rewrites every timestamp in a value, guided by its schema. AWS CBOR 1.1, unlike rpc-v2-cbor, counts milliseconds.
 *
 * @param rewrite gets what stands at a timestamp's place
 * @returns       the same value if its schema holds no timestamp, else a copy
 */
export function withTimes(schema: NormalizedSchema, value: unknown, rewrite: (time: unknown) => unknown): unknown {
  if (value === undefined || value === null || !holdsTimes(schema)) return value;
  if (schema.isTimestampSchema()) return rewrite(value);
  if (Array.isArray(value)) {
    const item = schema.getValueSchema();
    return value.map((one) => withTimes(item, one, rewrite));
  }
  if (schema.isStructSchema()) {
    const members = schema.getMemberSchemas();
    return copied(value, (name, one) => (members[name] ? withTimes(members[name], one, rewrite) : one));
  }
  return copied(value, (_, one) => withTimes(schema.getValueSchema(), one, rewrite));
}

const copied = (value: object, each: (name: string, one: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(name, one)]));

const known = new Map<unknown, boolean>();

/** Whether timestamps can occur in a schema; recursive shapes count as not holding any until proven otherwise. */
function holdsTimes(schema: NormalizedSchema): boolean {
  if (schema.isTimestampSchema()) return true;
  const raw = schema.getSchema();
  const answer = known.get(raw);
  if (answer !== undefined) return answer;
  known.set(raw, false);
  const inside = schema.isStructSchema()
    ? Object.values(schema.getMemberSchemas())
    : schema.isListSchema() || schema.isMapSchema()
      ? [schema.getValueSchema()]
      : [];
  const holds = inside.some((one) => holdsTimes(one));
  known.set(raw, holds);
  return holds;
}
