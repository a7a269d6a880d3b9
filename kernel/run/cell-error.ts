import { inspect } from "node:util";
import type { CellError } from "../cell";
import type { Failure } from "./failure";
import type { Stacks } from "./stack";

/** Says what failed in a cell, whatever was thrown, with the innermost place in a cell. */
export function cellError({ error, awaited }: Failure, stacks: Stacks): CellError {
  const frame = stacks.frames(error).find(({ cell }) => cell !== undefined) ?? awaited;
  const where = frame === undefined ? {} : { line: frame.line, column: frame.column };
  if (!(error instanceof Error)) {
    const shown = typeof error === "string" ? error : inspect(error);
    return { name: "Thrown", message: shown, ...where, stack: `Thrown: ${shown}` };
  }
  return { name: text(error, "name") || "Error", message: text(error, "message"), ...where, stack: text(error, "stack") };
}

/** Errors are the learner's objects: a field may be missing, no string, or throw when read. */
function text(error: Error, field: "name" | "message" | "stack"): string {
  try {
    return String(error[field]);
  } catch {
    return "";
  }
}
