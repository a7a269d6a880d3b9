import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";

/** Thrown while a shape is compiled that contains a type which only the SDK's own codec reads and writes. */
export class UnsupportedShapeError extends Error {}

/** The identity of a structure: its schema without the traits of the member that has it. */
export const getStructure = (schema: NormalizedSchema): unknown => schema.getSchema();

/**
 * Returns `codec` for timestamps in seconds since the epoch, as AWS JSON writes them.
 *
 * @throws Unusual for another format
 */
export function requireEpochTimestamps<T>(schema: NormalizedSchema, codec: T): T {
  const raw = schema.getSchema();
  // 4 is a timestamp without a format, 7 one in epoch seconds; 5 and 6 are other formats.
  if (raw !== 4 && raw !== 7) throw new UnsupportedShapeError();
  return codec;
}

/** The shape of an operation's input. */
export const getInput = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[4]);

/** The shape of an operation's output. */
export const getOutput = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[5]);
