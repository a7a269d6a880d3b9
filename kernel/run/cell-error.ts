import type { CellError } from "../cell";
import { thrownName, thrownStack, thrownText } from "../report/thrown";
import type { Failure } from "./failure";
import type { Stacks } from "./stack";

/** Says what failed in a cell, whatever was thrown, with the innermost place in a cell. */
export function cellError({ error, awaited }: Failure, stacks: Stacks): CellError {
  const frame = stacks.frames(error).find(({ cell }) => cell !== undefined) ?? awaited;
  const where = frame === undefined ? {} : { line: frame.line, column: frame.column };
  return { name: thrownName(error), message: thrownText(error), ...where, stack: thrownStack(error) };
}
