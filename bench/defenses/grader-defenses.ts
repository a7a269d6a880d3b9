import type { RemovedDefense } from "./catalog";

/** Defenses of the grader, without those against hostile files, see `removedDefenses`. */
export const graderDefenses: readonly RemovedDefense[] = [
  {
    attack:
      "a script that imports itself or another lab's script, in a project where the instructor has solved the lab",
    file: "grader/compile/bundle-script.ts",
    defense: "const isScript = contents !== undefined || scripts.has(file);",
    without: "const isScript = false;",
  },
  {
    attack: "a report, table or log that can't be read, and that a catch-all would treat as missing and replace",
    file: "grader/core/ignore-missing.ts",
    defense: "throw error;",
    without: "return undefined;",
  },
  {
    attack: "the same by reading the file in the sandbox",
    file: "grader/sandbox/sandbox.ts",
    defense: "Object.entries((await scripts) ?? {})",
    without: "Object.entries({} as Record<string, string>)",
  },
  {
    attack: "one of several zips that contains folders with other learners' names, or is named like an export",
    file: "grader/submission/find-submissions.ts",
    defense: "const isOne = zip !== undefined && !areClasses;",
    without: "const isOne = false && zip !== undefined && !areClasses;",
  },
  {
    attack: "one of several folders that contains another learner's ID",
    file: "grader/submission/find-submissions.ts",
    defense: "assertIdsDiffer(newest);",
    without: "",
  },
  {
    attack: "the same through a line of the roster",
    file: "grader/adjust/check-tables.ts",
    defense: "...doubtful, ...findClaimedTwice(roster, known)];",
    without: "...doubtful];",
  },
  {
    attack: "calls that keep the lab cloud, and so the worker, busy forever",
    file: "grader/batch/worker-process.ts",
    defense: 'message === "stuck" ? "busy"',
    without: 'message === "stuck" ? undefined',
  },
  {
    attack: "calls that keep the lab cloud, and so the worker, busy forever",
    file: "grader/batch/worker-process.ts",
    defense: "if (child.pid !== undefined) removeScratchOf(child.pid);",
    without: "",
  },
];
