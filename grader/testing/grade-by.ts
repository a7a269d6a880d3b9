import { join } from "node:path";
import { gradeAll, type GradeAllOptions } from "../batch/grade-all";
import type { Batch } from "../batch/batch";

/**
 * Grades submissions that have only ids.
 *
 * @param program a file of this folder, which replaces the worker's program
 */
export const gradeBy = (
  program: string,
  ids: readonly string[],
  {
    onProgress = () => undefined,
    workers = 1,
    only,
    ...more
  }: Partial<
    Pick<Batch, "onProgress" | "workers" | "only"> & Pick<GradeAllOptions, "longMs" | "log" | "stuckMs" | "disk">
  > = {},
) =>
  gradeAll(
    ids.map((id) => ({ id, path: "/nowhere", student: {} })),
    {
      batch: {
        root: "/nowhere",
        lab: "99-plain",
        seed: 1,
        unsafe: false,
        handedIn: { notebook: "", scripts: [] },
        paths: [],
        out: "",
        workers,
        onProgress,
        ...(only ? { only } : {}),
      },
      program: join(import.meta.dirname, program),
      askCompiler: () => Promise.resolve(undefined),
      log: () => Promise.resolve({ before: new Map(), add: () => Promise.resolve() }),
      ...more,
    },
  );
