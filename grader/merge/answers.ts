import type { SubmittedCell } from "../submission/read-notebook";
import { findAnswers } from "./find-answers";
import type { Skeleton, SkeletonText } from "./skeleton";

/** The answers of one submission, by the cell or script they belong to. */
export interface Answers {
  /**
   * Bodies for the slots of a text, by the text's id; `undefined` where the learner left the stub or no region was
   * found.
   */
  readonly bodies: ReadonlyMap<string, Bodies>;
  /**
   * The learner's lines outside the regions, one entry a cell, in the notebook's order: they are searched for helpers.
   */
  readonly besideCells: readonly (readonly string[])[];
  /** The learner's lines outside the regions of scripts, by path. */
  readonly besideScripts: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
}

/** No answers: with them, a skeleton is the solution. */
export const NO_ANSWERS: Answers = { bodies: new Map(), besideCells: [], besideScripts: new Map(), notes: [] };

/**
 * Sorts a notebook's cells and the scripts into answers by exercise.
 *
 * Rules, each with a note: a cell belongs to the exercise its metadata names, else to the cell of its id. Of several cells
 * for one exercise the last that was worked on counts. A missing cell is an open exercise. The order of the cells is the
 * skeleton's. Given lines that were edited are taken from the skeleton.
 *
 * @param cells absent if the submission has no notebook
 */
export function answersOf(
  skeleton: Skeleton,
  cells: readonly SubmittedCell[] | undefined,
  scripts: ReadonlyMap<string, string>,
): Answers {
  const inCells = answersInCells(skeleton, cells);
  const inScripts = answersInScripts(skeleton, scripts);
  return {
    bodies: new Map([...inCells.bodies, ...inScripts.bodies]),
    besideCells: inCells.beside,
    besideScripts: inScripts.beside,
    notes: [...inCells.notes, ...inScripts.notes],
  };
}

type Bodies = readonly (readonly string[] | undefined)[];

function answersInCells(skeleton: Skeleton, cells: readonly SubmittedCell[] = []) {
  const bodies = new Map<string, Bodies>();
  const notes: string[] = [];
  const read = cells.map((cell) => {
    const owner = ownerOf(cell, skeleton);
    return { owner, ...(owner ? findAnswers(cell.lines, owner) : { bodies: [], outside: cell.lines, notes: [] }) };
  });
  for (const text of skeleton.cells.filter(({ slots }) => slots.length > 0)) {
    const copies = read.filter(({ owner }) => owner === text);
    const counts = copies.findLast((copy) => isWorkedOn(copy.bodies, text)) ?? copies.at(-1);
    notes.push(...countNote(text, cells.length > 0 ? copies.length : 1));
    if (!counts) continue;
    notes.push(...counts.notes, ...editedNote(text, counts));
    bodies.set(text.id, withoutStubs(counts.bodies, text));
  }
  notes.push(
    ...orderNote(
      read.map(({ owner }) => owner),
      skeleton,
    ),
  );
  return { bodies, notes, beside: read.map(({ outside }) => outside) };
}

function answersInScripts(skeleton: Skeleton, scripts: ReadonlyMap<string, string>) {
  const bodies = new Map<string, Bodies>();
  const beside = new Map<string, readonly string[]>();
  const notes: string[] = [];
  for (const text of skeleton.scripts) {
    const script = scripts.get(text.id);
    if (script === undefined) continue;
    const found = findAnswers(script.split(/\r?\n/), text);
    bodies.set(text.id, withoutStubs(found.bodies, text));
    beside.set(text.id, found.outside);
    notes.push(...found.notes, ...editedNote(text, found));
  }
  return { bodies, beside, notes };
}

function countNote({ id, exercise }: SkeletonText, copies: number): string[] {
  if (copies === 0) return [`The cell ${id} is missing: ${exercise ?? "its exercise"} counts as open.`];
  return copies === 1 ? [] : [`The cell ${id} is there ${copies} times; the last one that was worked on counts.`];
}

function ownerOf({ id, exercise }: SubmittedCell, { cells }: Skeleton): SkeletonText | undefined {
  const named = exercise === undefined ? undefined : cells.find((cell) => cell.exercise === exercise);
  return named ?? (id === undefined ? undefined : cells.find((cell) => cell.id === id));
}

/** Removes bodies that are as they were handed out, apart from spaces and blank lines: they are no answers. */
function withoutStubs(bodies: Bodies, { slots }: SkeletonText) {
  return bodies.map((body, n) => (body && squeezed(body) === squeezed(slots[n]?.stub ?? []) ? undefined : body));
}

function isWorkedOn(bodies: Bodies, text: SkeletonText): boolean {
  return withoutStubs(bodies, text).some((body) => body !== undefined);
}

function editedNote(
  text: SkeletonText,
  { outside, notes }: { outside: readonly string[]; notes: readonly string[] },
): string[] {
  if (notes.length > 0) return [];
  const given = findAnswers(text.lines, text).outside;
  const kept = new Set(outside.map((line) => line.trim()));
  const edited = given.some((line) => line.trim() !== "" && !kept.has(line.trim()));
  return edited ? [`${text.id}: given lines outside START and END were changed; they count as they were given.`] : [];
}

function orderNote(owners: readonly (SkeletonText | undefined)[], { cells }: Skeleton): string[] {
  const order = owners.flatMap((owner) => (owner && owner.slots.length > 0 ? [cells.indexOf(owner)] : []));
  const isSorted = order.join() === order.toSorted((a, b) => a - b).join();
  return isSorted ? [] : ["The cells are in another order than they were given; they ran in the order of the lab."];
}

function squeezed(lines: readonly string[]): string {
  return lines.join("").replace(/\s+/g, "");
}
