import { posix } from "node:path";
import type { SubmittedCell } from "../submission/read-notebook";
import { ignoreLayout } from "./code-words";
import { listStarterLines } from "./slot-features";
import type { Skeleton, SkeletonText } from "./skeleton";

/** A cell with so many lines that only one script hands out is a copy of the script, and no coincidence. */
const MIN_LINES = 5;
/** Shorter lines, such as `const client = {};`, may be anyone's. */
const MIN_LENGTH = 20;

/**
 * Why a script was not found, for each script that was not handed in and whose handed-out lines are in a cell of the notebook. Its answers
 * don't count there: a script runs as a program of its own.
 */
export function findPastedScripts(
  { cells: texts, scripts }: Skeleton,
  submitted: readonly SubmittedCell[],
): Map<string, string> {
  const listDistinctive = (text: SkeletonText): string[] =>
    listStarterLines(text)
      .map(ignoreLayout)
      .filter((line) => line.length >= MIN_LENGTH);
  const inNotebook = new Set(texts.flatMap(({ lines }) => lines.map(ignoreLayout)));
  const cells = submitted.map(({ lines }) => new Set(lines.map(ignoreLayout)));
  const pasted = scripts.filter((script) => {
    const distinctive = new Set(listDistinctive(script).filter((line) => !inNotebook.has(line)));
    return cells.some((cell) => [...distinctive].filter((line) => cell.has(line)).length >= MIN_LINES);
  });
  return new Map(
    pasted.map(({ id }) => [
      id,
      `${posix.basename(id)} was not handed in. Its code is in a cell of the notebook: save it as ${id}, and hand in that file, too`,
    ]),
  );
}
