import type { NormalizedSchema } from "@smithy/core/schema";

/** Thrown while a shape is compiled: it holds what only the SDK's own codec reads and writes. */
export class Unusual extends Error {}

/** What tells one structure from another: the schema without the traits of the member that leads to it. */
export const structureOf = (schema: NormalizedSchema): unknown => schema.getSchema();

/** Lets seconds since the epoch through, AWS JSON's way of writing times. @throws Unusual for another format */
export function epochTimestamps<T>(schema: NormalizedSchema, codec: T): T {
  const raw = schema.getSchema();
  // 4 is a plain timestamp, 7 one in epoch seconds; 5 and 6 are other formats.
  if (raw !== 4 && raw !== 7) throw new Unusual();
  return codec;
}
