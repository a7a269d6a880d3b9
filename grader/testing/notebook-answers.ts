import { replaceRegionBodies } from "../../authoring/index";
import type { Answers } from "../merge/answers";
import { collectAnswers } from "../merge/collect-answers";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import { isStub } from "../merge/slot-features";
import type { SubmittedCell } from "../submission/read-notebook";
import { createCell, createUnsolvedScripts, solveText } from "./course-skeletons";

/** A solved notebook. */
export const createNotebook = ({ cells }: Skeleton): SubmittedCell[] =>
  cells.map((text) => createCell(text, solveText(text)));
export const createSolvedNotebook = (...lines: string[]): SubmittedCell => ({ lines });
export const findText = (lab: Skeleton, id: string): SkeletonText => {
  const text = [...lab.cells, ...lab.scripts].find((cell) => cell.id === id);
  if (!text) throw new Error(`There is no ${id}.`);
  return text;
};
export const getStub = (lab: Skeleton, id: string) => createCell(findText(lab, id), findText(lab, id).lines);
export const answerTo = (lab: Skeleton, id: string) =>
  createSolvedNotebook(...(findText(lab, id).slots[0]?.solution ?? []));
/** The solved notebook, with other cells instead of one. */
export const replaceCells = (lab: Skeleton, id: string, ...cells: SubmittedCell[]) =>
  createNotebook(lab).flatMap((cell) => (cell.id === id ? cells : [cell]));
export const findAnswers = (lab: Skeleton, cells: readonly SubmittedCell[]): Answers =>
  collectAnswers(lab, { cells, scripts: createUnsolvedScripts(lab) });

/** The exercises whose answers are not the solution's. */
export function listMissed(lab: Skeleton, { bodies }: Answers, texts: readonly SkeletonText[] = lab.cells): string[] {
  return texts.flatMap(({ id, slots }) =>
    slots.flatMap(({ exercise, solution }, n) => (isStub(bodies.get(id)?.[n] ?? [], solution) ? [] : [exercise])),
  );
}

/** The answers of a blank notebook after a change of one cell. */
export function collectChanged(
  lab: Skeleton,
  text: SkeletonText,
  change: (cell: SubmittedCell) => readonly SubmittedCell[],
): Answers {
  const cells = lab.cells.flatMap((item): readonly SubmittedCell[] => {
    const cell = createCell(item, item.lines);
    return item.id === text.id ? change(cell) : [cell];
  });
  return findAnswers(lab, cells);
}

/** The answers of a blank notebook with the lines `inside` in the only region of a cell, and more cells below it. */
export function findBelow(
  lab: Skeleton,
  text: SkeletonText,
  { inside, cells }: { readonly inside: readonly string[] | undefined; readonly cells: readonly (readonly string[])[] },
): Answers {
  const added = cells.map((lines) => ({ lines }));
  return collectChanged(lab, text, () => [createCell(text, replaceRegionBodies(text.lines, [inside])), ...added]);
}
