import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";

/** The shape of an operation's input. */
export const getInput = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[4]);

/** The shape of an operation's output. */
export const getOutput = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[5]);
