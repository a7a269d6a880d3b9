import { replaceRegionBodies } from "../../authoring/index";
import type { Answers } from "./answers";
import { declarationsOf, mentionsOf } from "./declarations";
import { HELPER_CELL } from "./helper-cell";
import { findHelpers } from "./find-helpers";
import type { Skeleton, SkeletonText } from "./skeleton";

/** A cell as it will run. `exercise` is given only if the cell holds a region. */
export interface AssembledCell {
  readonly id: string;
  readonly exercise?: string;
  readonly code: string;
}

/**
 * Puts the answers of some exercises into the skeleton's cells, and the solution into all other regions.
 *
 * Only the cells that the graded exercises need are returned: cells that declare a name which a later one mentions, and
 * cells that hold a region. Cells that only show something, wait or plot do not run.
 *
 * @param take the exercises whose regions are the learner's; one that the learner has not changed stays a stub
 */
export function assembleCells(skeleton: Skeleton, answers: Answers, take: ReadonlySet<string>): AssembledCell[] {
  const cells = skeleton.cells.map((text): AssembledCell => ({
    id: text.id,
    code: fill(text, answers, take),
    ...(text.exercise === undefined ? {} : { exercise: text.exercise }),
  }));
  const starterNames = collectNames(skeleton.cells);
  const findHelpersOf = (texts: readonly SkeletonText[]): string[] =>
    findHelpers(answers.besideCells.map(joinLines), takeBodies(texts, answers, take), starterNames);
  const helpers = findHelpersOf(skeleton.cells);
  if (helpers.length === 0) return selectNeeded(cells);
  // Helpers may use what the cells before that answer declare.
  const first = skeleton.cells.findIndex((text) => findHelpersOf([text]).length > 0);
  return selectNeeded([...cells.slice(0, first), { id: HELPER_CELL, code: joinLines(helpers) }, ...cells.slice(first)]);
}

/**
 * Puts the answers of some exercises into a script, and the solution into all other regions. Helpers come after the
 * skeleton's imports.
 *
 * @param text one of the skeleton's scripts
 */
export function assembleScript(text: SkeletonText, answers: Answers, take: ReadonlySet<string>): string {
  const filled = fill(text, answers, take);
  const beside = joinLines(answers.besideScripts.get(text.id) ?? []);
  const helpers = findHelpers([beside], takeBodies([text], answers, take), collectNames([text]));
  if (helpers.length === 0) return filled;
  const imports = declarationsOf(filled).findLast(({ isImport }) => isImport)?.text;
  const at = imports === undefined ? 0 : filled.indexOf(imports) + imports.length;
  return `${filled.slice(0, at)}\n${joinLines(helpers)}\n${filled.slice(at)}`;
}

function fill(text: SkeletonText, answers: Answers, take: ReadonlySet<string>): string {
  const learner = answers.bodies.get(text.id) ?? [];
  // Where no body is given, the region stays as it was handed out.
  const bodies = text.slots.map(({ exercise, solution }, n) => (take.has(exercise) ? learner[n] : solution));
  return joinLines(replaceRegionBodies(text.lines, bodies));
}

/** The learner's bodies for the regions of these texts. */
function takeBodies(texts: readonly SkeletonText[], { bodies }: Answers, take: ReadonlySet<string>): string[] {
  return texts.flatMap(({ id, slots }) =>
    slots.flatMap(({ exercise }, n) => {
      const body = take.has(exercise) ? bodies.get(id)?.[n] : undefined;
      return body ? [joinLines(body)] : [];
    }),
  );
}

function collectNames(texts: readonly SkeletonText[]): Set<string> {
  return new Set(texts.flatMap(({ lines }) => declarationsOf(joinLines(lines)).flatMap(({ names }) => names)));
}

/**
 * The cells with a region, and those above them that declare what they mention. A cell below isn't taken: it may declare
 * the same name as a variable inside a learner's function.
 */
function selectNeeded(cells: readonly AssembledCell[]): AssembledCell[] {
  const needed = new Set<string>();
  return cells.reduceRight<AssembledCell[]>((taken, cell) => {
    const isTaken =
      cell.exercise !== undefined ||
      declarationsOf(cell.code).some(({ names }) => names.some((name) => needed.has(name)));
    if (!isTaken) return taken;
    for (const name of mentionsOf(cell.code)) needed.add(name);
    return [cell, ...taken];
  }, []);
}

function joinLines(lines: readonly string[]): string {
  return lines.join("\n");
}
