import { replaceRegionBodies } from "../../authoring/index";
import { quoteCode, removeComments } from "./code-words";
import { findSyntaxFault, isNothing } from "./declarations";
import type { Body } from "./find-answers";
import type { MatchedCell } from "./place-cells";
import type { SkeletonText } from "./skeleton";
import { listStarterLines, isStub } from "./slot-features";

/** A cell or script as the learner left it, and what was read from it. */
interface LearnerCode {
  readonly lines: readonly string[];
  readonly outside: readonly string[];
  readonly bodies: readonly Body[];
}

/**
 * A syntax error outside of a text's regions, in words for the learner: the cell or script doesn't run as they left it.
 *
 * @returns undefined if it can be read, or if the error is in an answer itself
 */
export function findFaultOutside(text: SkeletonText, { lines, outside, bodies }: LearnerCode): string | undefined {
  if (isStub(outside, listStarterLines(text))) return undefined;
  const fault = findSyntaxFault(lines);
  if (!fault) return undefined;
  const starterText = replaceRegionBodies(text.lines, bodies);
  return findSyntaxFault(starterText) ? undefined : quoteFault(lines, fault, text.id.endsWith(".ts") ? text.id : "");
}

/**
 * The exercises of a text whose answers can't do anything, also with the solution in all others: the text can't be read with them, or they
 * are nothing but statements such as `void 0;`.
 */
export function findIdleAnswers(text: SkeletonText, bodies: readonly Body[]): string[] {
  const isReadable = (filled: readonly Body[]): boolean =>
    findSyntaxFault(replaceRegionBodies(text.lines, filled)) === undefined;
  const solution = text.slots.map((slot) => slot.solution);
  const isAllReadable = bodies.every((body) => !body) || isReadable(solution.map((lines, n) => bodies[n] ?? lines));
  return text.slots.flatMap(({ exercise }, n) => {
    const body = bodies[n];
    if (!body) return [];
    return isNothing(body.join("\n")) || !(isAllReadable || isReadable(solution.with(n, body))) ? [exercise] : [];
  });
}

/** An honest notebook has fewer cells of the learner's own, and to read each takes a millisecond. */
const MAX_CELLS_READ = 300;
const MAX_NOTES = 3;

/** The learner's own cells that can't be read, with notes on them. */
export function findBrokenCells(cells: readonly MatchedCell[]): { broken: ReadonlySet<MatchedCell>; notes: string[] } {
  const looseCells = cells
    .filter(({ owner, lines }) => !owner && removeComments(lines).length > 0)
    .slice(0, MAX_CELLS_READ);
  const faults = looseCells.flatMap((cell) => {
    const fault = findSyntaxFault(cell.lines);
    return fault ? [{ cell, fault }] : [];
  });
  const notes = faults
    .slice(0, MAX_NOTES)
    .map(
      ({ cell: { lines }, fault }) =>
        `Your own cell that begins with ${quoteCode(removeComments(lines)[0])} doesn't run, so nothing in it counts: ${quoteFault(lines, fault)}.`,
    );
  return { broken: new Set(faults.map(({ cell }) => cell)), notes };
}

/** A syntax error, and the line that has it. */
export const quoteFault = (lines: readonly string[], { at, says }: { at: number; says: string }, file = ""): string =>
  `${says.replace(/\.$/, "")} in line ${at + 1}${file && ` of ${file}`}, ${quoteCode(lines[at])}`;
