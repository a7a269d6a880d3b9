import type * as typescript from "typescript";

/** The TypeScript compiler that tslab brings. It is loaded once and passed to the functions that use it. */
export type TypeScript = typeof typescript;
