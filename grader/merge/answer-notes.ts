import { restoreLabNames, type ChangedNames } from "./changed-names";
import { ignoreLayout, isSameInAnyLayout } from "./code-words";
import { describeDamagedMarkers, type FoundAnswers } from "./find-answers";
import type { MatchedCell } from "./place-cells";
import type { Search } from "./search-cells";
import type { Skeleton, SkeletonText } from "./skeleton";
import { listStarterLines } from "./slot-features";

/** A cell of a text, and its answers. */
export interface Copy extends FoundAnswers {
  /** Index of the cell. */
  readonly at: number;
  readonly isByText: boolean;
}

interface CopiesOfText {
  readonly copies: readonly Copy[];
  readonly counting: Copy | undefined;
  readonly names: ChangedNames;
  /** The exercises whose answers were found in other cells. */
  readonly elsewhere: ReadonlySet<string>;
}

/** A note for the learner about which cell counts for a text. */
export function describeCopies(text: SkeletonText, { copies, counting, names, elsewhere }: CopiesOfText): string[] {
  if (!counting) return [];
  const named = copies.filter(({ isByText }) => !isByText);
  const several = counting.isByText ? [] : describeCount(text, named.length);
  const { notes } = counting;
  const lost = text.slots.filter((_, n) => counting.bodies[n] === undefined);
  const stillLost = lost.filter(({ exercise }) => !elsewhere.has(exercise)).length;
  const damage = stillLost === 0 ? [] : [describeDamagedMarkers(text, stillLost)];
  return [
    ...several,
    ...(lost.length === 0 ? notes : damage),
    ...describeEdits(text, { notes, outside: restoreLabNames(counting.outside, names) }),
  ];
}

function describeCount({ id }: SkeletonText, copies: number): string[] {
  return copies < 2 ? [] : [`The cell ${id} appears ${copies} times; the last one that was edited counts.`];
}

/** A note that names given lines which were changed or removed. */
export function describeEdits(
  text: SkeletonText,
  { outside, notes }: Pick<FoundAnswers, "outside" | "notes">,
): string[] {
  if (notes.length > 0 || isSameInAnyLayout(outside, listStarterLines(text))) return [];
  const stored = new Set(outside.map(ignoreLayout));
  const edited = listStarterLines(text).filter((line) => line.trim() !== "" && !stored.has(ignoreLayout(line)));
  const [first = "", ...more] = edited.map((line) => line.trim());
  if (edited.length === 0) return [];
  const because = "restored, because only the code between START and END is graded";
  return [
    more.length === 0
      ? `${text.id}: this given line was changed or removed. It was ${because}: ${first}`
      : `${text.id}: ${edited.length} given lines were changed or removed. They were ${because}: ${first} …`,
  ];
}

/** A note on names that count as the lab's. */
export function describeChangedNames(names: ChangedNames): string[] {
  const pairs = [...names].map(([ownName, name]) => `${ownName} counts as ${name}`);
  return pairs.length === 0 ? [] : [`You changed names that the lab uses: ${pairs.join(", ")}.`];
}

/** One note for each way in which answers were found, since a notebook without ids has all of them found so. */
export function describeFound(search: Search, counting: ReadonlyMap<SkeletonText, Copy | undefined>): string[] {
  const byText = [...counting].flatMap(([{ slots }, copy]) =>
    copy?.isByText ? slots.flatMap(({ exercise }, n) => (copy.bodies[n] === undefined ? [] : [exercise])) : [],
  );
  const ways = new Map<string, string[]>([["by the text around it", byText]]);
  for (const [{ exercise }, { how }] of search.found) ways.set(how, [...(ways.get(how) ?? []), exercise]);
  const found = [...ways].flatMap(([how, exercises]) =>
    exercises.length > 0 ? [`Found in another cell, ${how}: the answer to ${[...new Set(exercises)].join(", ")}.`] : [],
  );
  return [...found, ...[...search.found.values()].flatMap(({ note }) => note ?? [])];
}

/** A note if the cells are in another order. */
export function describeOrder(cells: readonly MatchedCell[], { cells: texts }: Skeleton): string[] {
  const index = new Map(texts.map((text, at) => [text, at]));
  const order = cells.flatMap(({ owner }) => (owner && owner.slots.length > 0 ? (index.get(owner) ?? []) : []));
  const isSorted = order.join() === order.toSorted((a, b) => a - b).join();
  return isSorted ? [] : ["The cells are in a different order than in the lab; they ran in the lab's order."];
}
