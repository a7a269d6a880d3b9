import { describeEdits } from "./answer-notes";
import { isSameInAnyLayout } from "./code-words";
import { quoteFault } from "./broken-code";
import { restoreLabNames, type ChangedNames } from "./changed-names";
import { mentionsOf, findSyntaxFault } from "./declarations";
import type { MatchedCell } from "./place-cells";
import type { Skeleton, SkeletonText } from "./skeleton";

/**
 * Notes on given cells that are part of no exercise, and that the learner has deleted, changed or broken. A deleted or changed one counts only if
 * an exercise uses one of its names: learners are asked to write into others, such as one with a prediction. All are restored before anything runs.
 */
export function describeGivenCells(
  cells: readonly MatchedCell[],
  { skeleton, names }: { readonly skeleton: Skeleton; readonly names: ChangedNames },
): string[] {
  // Somebody who hands in only the exercises' cells has deleted nothing.
  const isWhole = cells.some(({ owner }) => owner?.slots.length === 0);
  // A part of a cell that was split may be recognized as no given cell.
  const looseLines = cells.flatMap(({ owner, lines }) => (owner ? [] : lines));
  return listGiven(skeleton).flatMap(({ text, name }): string[] => {
    const title = name === undefined ? "A given cell" : `The given cell with the name ${name}`;
    const lines = cells.flatMap((cell) => (cell.owner === text ? cell.lines : []));
    if (lines.length === 0) return isWhole && name !== undefined ? [`${title} is missing. It was restored.`] : [];
    if (isSameInAnyLayout(lines, text.lines)) return [];
    const fault = findSyntaxFault(lines);
    if (fault) return [`${title} doesn't run as you left it: ${quoteFault(lines, fault)}. It was restored.`];
    if (name === undefined) return [];
    const outside = restoreLabNames([...lines, ...looseLines], names);
    return describeEdits(text, { outside, notes: [] });
  });
}

/** A given cell without exercises. */
interface GivenCell {
  readonly text: SkeletonText;
  /** A name of the cell that an exercise uses. */
  readonly name: string | undefined;
}

const known = new WeakMap<Skeleton, readonly GivenCell[]>();

/** The cells without exercises, computed once for a batch. */
function listGiven(skeleton: Skeleton): readonly GivenCell[] {
  const stored = known.get(skeleton);
  if (stored) return stored;
  const exercises = skeleton.cells.filter(({ slots }) => slots.length > 0);
  const names = new Set(
    exercises.flatMap(({ lines, slots }) =>
      [lines, ...slots.map(({ solution }) => solution)].flatMap((code) => [...mentionsOf(code.join("\n"))]),
    ),
  );
  const givenCells = skeleton.cells
    .filter(({ slots }) => slots.length === 0)
    .map((text) => ({ text, name: text.declares.find((declared) => names.has(declared)) }));
  known.set(skeleton, givenCells);
  return givenCells;
}
