import type { ScalarFunction } from "./scalar-functions";

/** Regular expressions in Java's manner. */
export const regularFunctions: Readonly<Record<string, ScalarFunction>> = {};
