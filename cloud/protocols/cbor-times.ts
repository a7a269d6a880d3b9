import type { NormalizedSchema } from "@smithy/core/schema";
import { LazyList } from "../core/lazy-list";

/**
 * Rewrites every timestamp in a value, guided by its schema. AWS CBOR 1.1, unlike rpc-v2-cbor, counts milliseconds.
 *
 * @param rewrite gets the value at the place of a timestamp
 * @returns       the same value if its schema holds no timestamp, else a copy
 */
export function rewriteTimesIn(schema: NormalizedSchema, value: unknown, rewrite: (time: unknown) => unknown): unknown {
  if (value === undefined || value === null || !hasTimes(schema)) return value;
  if (schema.isTimestampSchema()) return rewrite(value);
  if (Array.isArray(value) || value instanceof LazyList) {
    const item = schema.getValueSchema();
    return Array.from(value, (one: unknown) => rewriteTimesIn(item, one, rewrite));
  }
  if (schema.isStructSchema()) {
    const members = schema.getMemberSchemas();
    return copyObject(value, (name, item) => (members[name] ? rewriteTimesIn(members[name], item, rewrite) : item));
  }
  return copyObject(value, (_, item) => rewriteTimesIn(schema.getValueSchema(), item, rewrite));
}

const copyObject = (value: object, each: (name: string, item: unknown) => unknown): unknown =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(name, one)]));

const known = new Map<unknown, boolean>();

/** Whether a schema can contain timestamps. */
function hasTimes(schema: NormalizedSchema): boolean {
  const raw = schema.getSchema();
  const holds = known.get(raw) ?? canReachTime(schema, new Set());
  known.set(raw, holds);
  return holds;
}

/** @param seen the shapes that this search has visited: a shape may contain itself */
function canReachTime(schema: NormalizedSchema, seen: Set<unknown>): boolean {
  if (schema.isTimestampSchema()) return true;
  const raw = schema.getSchema();
  if (seen.has(raw)) return false;
  seen.add(raw);
  if (schema.isStructSchema())
    return Object.values(schema.getMemberSchemas()).some((schema) => canReachTime(schema, seen));
  return (schema.isListSchema() || schema.isMapSchema()) && canReachTime(schema.getValueSchema(), seen);
}
