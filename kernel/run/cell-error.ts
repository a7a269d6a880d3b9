import { inspect } from "node:util";
import type { CellError } from "../cell";
import type { Stacks } from "./stack";

/** Says what a cell threw, whatever it is, with the innermost place in a cell. */
export function cellError(error: unknown, stacks: Stacks): CellError {
  const frame = stacks.frames(error).find(({ cell }) => cell !== undefined);
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
