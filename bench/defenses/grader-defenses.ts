import type { RemovedDefense } from "./catalog";

/** Defenses of the grader, without those against hostile files, see `removedDefenses`. */
export const graderDefenses: readonly RemovedDefense[] = [
  {
    attack:
      "a script that imports itself, or a script of another lab, from a project where the instructor has worked through it",
    file: "grader/compile/bundle-script.ts",
    defense: "const isScript = contents !== undefined || scripts.has(file);",
    without: "const isScript = false;",
  },
  {
    attack: "a report, table or log that cannot be read, which a read with a catch-all takes for missing and replaces",
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
    attack: "a zip among others that holds folders with others' names, or is named like their exports",
    file: "grader/submission/find-submissions.ts",
    defense: "const isOne = zip !== undefined && !areClasses;",
    without: "const isOne = false && zip !== undefined && !areClasses;",
  },
  {
    attack: "a folder among others that holds another learner's id",
    file: "grader/submission/find-submissions.ts",
    defense: "assertIdsDiffer(newest);",
    without: "",
  },
  {
    attack: "the same by a line of the roster",
    file: "grader/adjust/check-tables.ts",
    defense: "...doubtful, ...findClaimedTwice(roster, known)];",
    without: "...doubtful];",
  },
  {
    attack: "calls that keep the lab cloud, and with it the worker, busy without end",
    file: "grader/batch/worker-process.ts",
    defense: 'message === "stuck" ? "busy"',
    without: 'message === "stuck" ? undefined',
  },
  {
    attack: "calls that keep the lab cloud, and with it the worker, busy without end",
    file: "grader/batch/worker-process.ts",
    defense: "if (child.pid !== undefined) removeScratchOf(child.pid);",
    without: "",
  },
];
