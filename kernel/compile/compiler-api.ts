import type * as typescript from "@tslab/typescript-for-tslab";

/** The compiler that tslab brings, as it is handed to what works with it: loaded once. */
export type TypeScript = typeof typescript;
