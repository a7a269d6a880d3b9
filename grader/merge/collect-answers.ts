import { posix } from "node:path";
import { describeConflict } from "../submission/conflict-markers";
import type { SubmittedCell } from "../submission/read-notebook";
import {
  describeChangedNames,
  describeCopies,
  describeEdits,
  describeFound,
  describeOrder,
  type Copy,
} from "./answer-notes";
import type { Answers, SubmittedCode } from "./answers";
import { findBrokenCells, findFaultOutside, findIdleAnswers } from "./broken-code";
import {
  findChangedInnerNames,
  findChangedNames,
  restoreLabNames,
  type ChangedNames,
  type LearnerText,
} from "./changed-names";
import { findAnswers, isRemark, type Body } from "./find-answers";
import { describeGivenCells } from "./given-cells";
import { findPastedScripts } from "./pasted-scripts";
import { placeCells, type MatchedCell } from "./place-cells";
import { searchCells, type Search } from "./search-cells";
import type { Skeleton, SkeletonText } from "./skeleton";
import { computeClues } from "./slot-clues";
import { describeUncountedParts } from "./uncounted-parts";
import { findSelfContained } from "./self-contained";
import { computeFeatures, isOpen, type SlotFeatures } from "./slot-features";

/**
 * Sorts a notebook's cells and the scripts into answers by exercise.
 *
 * Rules, each with a note: a cell belongs to the exercise that its metadata names, else to the cell of its id, else to the text whose
 * lines it has. Of several cells for one exercise the last that was worked on counts. An answer that is in none of them is looked for in
 * all other cells. The order of the cells is the skeleton's. Given lines that were edited are taken from the skeleton.
 */
export function collectAnswers(skeleton: Skeleton, { cells, scripts, absent = new Map() }: SubmittedCode): Answers {
  const inCells = cells
    ? collectFromCells(skeleton, cells)
    : createMissingFile(skeleton.cells, skeleton.notebook, absent);
  const inScripts = collectFromScripts(
    skeleton,
    scripts,
    new Map([...findPastedScripts(skeleton, cells ?? []), ...absent]),
  );
  const bodies = new Map([...inCells.bodies, ...inScripts.bodies]);
  const texts = [...skeleton.cells, ...skeleton.scripts];
  return {
    bodies,
    notFound: new Map([...inCells.notFound, ...inScripts.notFound]),
    broken: new Map([...inCells.broken, ...inScripts.broken]),
    idle: new Set(texts.flatMap((text) => findIdleAnswers(text, bodies.get(text.id) ?? []))),
    selfContained: new Set(findSelfContained(skeleton.cells, bodies, inCells.beside)),
    besideCells: inCells.beside,
    besideScripts: inScripts.beside,
    notes: [...inCells.notes, ...inScripts.notes],
  };
}

interface CellAnswers extends Pick<Answers, "bodies" | "notFound" | "broken" | "notes"> {
  readonly beside: readonly (readonly string[])[];
}

function createMissingFile(
  texts: readonly SkeletonText[],
  path: string,
  absent: ReadonlyMap<string, string>,
): CellAnswers {
  const why = absent.get(path) ?? `${posix.basename(path)} was not handed in`;
  const exercises = texts.flatMap(({ slots }) => slots.map(({ exercise }) => exercise));
  return {
    bodies: new Map(),
    notFound: new Map(exercises.map((id) => [id, why])),
    broken: new Map(),
    beside: [],
    notes: [],
  };
}

function collectFromCells(skeleton: Skeleton, submitted: readonly SubmittedCell[]): CellAnswers {
  const features = computeFeatures(skeleton);
  const { cells, notes: joined } = placeCells(submitted, skeleton);
  const texts = skeleton.cells.filter(({ slots }) => slots.length > 0);
  const copies = groupCopiesByText(cells);
  const counting = new Map(texts.map((text) => [text, copyThatCounts(copies.get(text) ?? [], text)]));
  const inPlace = new Map(texts.map((text) => [text, removeStubs(counting.get(text)?.bodies ?? [], text)]));
  const open = new Set(features.slots.filter(({ text, at }) => isSearchedFor(inPlace.get(text)?.[at])));
  const search = open.size > 0 ? searchCells(cells, open, features) : NOTHING_SEARCHED;
  const getBody = (slot: SlotFeatures): Body =>
    search.found.get(slot)?.lines ?? (search.undecided.has(slot) ? undefined : inPlace.get(slot.text)?.[slot.at]);
  const bodies = new Map(
    texts.flatMap((text): [string, readonly Body[]][] => {
      const slots = features.slots.filter((slot) => slot.text === text);
      const isThere = counting.get(text) !== undefined || slots.some((slot) => search.found.has(slot));
      return isThere ? [[text.id, slots.map(getBody)]] : [];
    }),
  );
  const outside = new Map([...copies.values()].flat().map((copy) => [copy.at, copy.outside]));
  const beside = cells.map(({ lines }, index) => outside.get(index) ?? search.outside[index] ?? lines);
  const filled = texts.map((text) =>
    toLearnerCode(text, { bodies: bodies.get(text.id) ?? [], copy: counting.get(text), cells }),
  );
  const starterLines = cells.flatMap(({ owner, lines }) =>
    owner && owner.slots.length === 0 ? [{ text: owner, lines, outside: lines, bodies: [] }] : [],
  );
  const elsewhere = new Set([...search.found.keys()].map(({ exercise }) => exercise));
  const names = findChangedNames([...filled, ...starterLines], beside);
  const namesOf = new Map(filled.map((code) => [code.text.id, addInnerNames(names, code)]));
  const broken = new Map(filled.flatMap(findBrokenExercises));
  const unreadable = findBrokenCells(cells);
  const empty = cells.every(({ lines }) => lines.every((line) => line.trim() === "")) ? EMPTY : undefined;
  return {
    bodies: new Map(
      [...bodies].map(([id, found]) => [
        id,
        found.map((body) => body && restoreLabNames(body, namesOf.get(id) ?? names)),
      ]),
    ),
    broken,
    notFound: new Map(
      [...open].flatMap((slot): [string, string][] => {
        const because = search.undecided.get(slot) ?? empty ?? explainNotFound(slot, counting.get(slot.text));
        return search.found.has(slot) || because === undefined ? [] : [[slot.exercise, because]];
      }),
    ),
    // Nothing in a cell that doesn't run can be a helper.
    beside: cells.map((cell, index) =>
      unreadable.broken.has(cell) ? [] : restoreLabNames(beside[index] ?? [], names),
    ),
    notes: [
      ...joined,
      ...texts.flatMap((text) =>
        describeCopies(text, {
          copies: copies.get(text) ?? [],
          counting: counting.get(text),
          names: namesOf.get(text.id) ?? names,
          elsewhere,
        }),
      ),
      ...filled.flatMap(({ text, lines }) => describeConflict(text.id, lines)),
      ...describeGivenCells(cells, { skeleton, names }),
      ...describeChangedNames(new Map([names, ...namesOf.values()].flatMap((found) => [...found]))),
      ...unreadable.notes,
      ...describeFound(search, counting),
      ...describeUncountedParts(cells, { clues: computeClues(features), bodies, outside: beside }),
      ...describeOrder(cells, skeleton),
    ],
  };
}

/** A text of the lab with all lines that the learner left in it. */
interface LearnerCode extends LearnerText {
  readonly lines: readonly string[];
}

function toLearnerCode(
  text: SkeletonText,
  { bodies, copy, cells }: { bodies: readonly Body[]; copy: Copy | undefined; cells: readonly MatchedCell[] },
): LearnerCode {
  return { text, bodies, outside: copy?.outside ?? [], lines: (copy && cells[copy.at]?.lines) ?? [] };
}

const addInnerNames = (names: ChangedNames, code: LearnerText): ChangedNames =>
  new Map([...findChangedInnerNames(code), ...names]);

/** The exercises of a text that doesn't run, with the reason. */
function findBrokenExercises({ text, ...code }: LearnerCode): [string, string][] {
  const says = code.lines.length === 0 ? undefined : findFaultOutside(text, code);
  if (says === undefined) return [];
  return text.slots.flatMap(({ exercise }, n) => (code.bodies[n] ? [[exercise, says]] : []));
}

const NOTHING_SEARCHED: Search = { found: new Map(), undecided: new Map(), outside: [] };

/** The cells of each text, with what was found in them. A merged cell is none: its regions are looked at one by one. */
function groupCopiesByText(cells: readonly MatchedCell[]): Map<SkeletonText, Copy[]> {
  const copies = new Map<SkeletonText, Copy[]>();
  for (const [index, { owner, lines, isByText, isMerged }] of cells.entries()) {
    if (!owner || owner.slots.length === 0 || isMerged) continue;
    const of = copies.get(owner) ?? [];
    of.push({ at: index, isByText, ...findAnswers(lines, owner) });
    copies.set(owner, of);
  }
  return copies;
}

/** Of several cells the last that was worked on; one that only its lines show to be a copy, if no other was. */
function copyThatCounts(copies: readonly Copy[], text: SkeletonText): Copy | undefined {
  const isWorkedOn = ({ bodies }: Copy) => removeStubs(bodies, text).some((body) => !isSearchedFor(body));
  const named = copies.filter(({ isByText }) => !isByText);
  return named.findLast(isWorkedOn) ?? copies.findLast(isWorkedOn) ?? named.at(-1) ?? copies.at(-1);
}

/** Why a slot has no answer; undefined if it is as it was handed out. */
function explainNotFound({ text, at }: SlotFeatures, copy: Copy | undefined): string | undefined {
  if (!copy) return `the notebook has no cell ${text.id}, and no other cell clearly contains its answer`;
  return copy.bodies[at] === undefined ? LOST : undefined;
}

const EMPTY = "all cells of the notebook are empty: nothing was ever saved in it";
const LOST = "its START CODE HERE and END CODE HERE lines are gone, and so are the given lines around them";

function collectFromScripts(
  skeleton: Skeleton,
  scripts: ReadonlyMap<string, string>,
  absent: ReadonlyMap<string, string>,
): Pick<Answers, "bodies" | "notFound" | "broken" | "notes"> & {
  readonly beside: ReadonlyMap<string, readonly string[]>;
} {
  const bodies = new Map<string, readonly Body[]>();
  const notFound = new Map<string, string>();
  const broken = new Map<string, string>();
  const beside = new Map<string, readonly string[]>();
  const notes: string[] = [];
  for (const text of skeleton.scripts) {
    const script = scripts.get(text.id);
    if (script === undefined) {
      for (const [id, why] of createMissingFile([text], text.id, absent).notFound) notFound.set(id, why);
      continue;
    }
    const lines = script.split(/\r?\n/);
    const found = findAnswers(lines, text);
    const code: LearnerCode = { text, lines, outside: found.outside, bodies: removeStubs(found.bodies, text) };
    const names = addInnerNames(findChangedNames([code], []), code);
    const outside = restoreLabNames(code.outside, names);
    bodies.set(
      text.id,
      code.bodies.map((body) => body && restoreLabNames(body, names)),
    );
    beside.set(text.id, outside);
    for (const [id, says] of findBrokenExercises(code)) broken.set(id, says);
    notes.push(
      ...describeConflict(text.id, lines),
      ...found.notes,
      ...describeEdits(text, { ...found, outside }),
      ...describeChangedNames(names),
    );
    for (const [n, { exercise }] of text.slots.entries())
      if (found.bodies[n] === undefined) notFound.set(exercise, LOST);
  }
  return { bodies, notFound, broken, beside, notes };
}

/** Whether an answer may be elsewhere: none is in its place, or only a remark. */
const isSearchedFor = (body: Body): boolean => body === undefined || isRemark(body);

/** Removes bodies that are as they were handed out, apart from spaces and blank lines, and those without code: they aren't answers. */
function removeStubs(bodies: readonly Body[], { slots }: SkeletonText): Body[] {
  return bodies.map((body, n) => (body && isOpen(body, slots[n]?.stub ?? []) ? undefined : body));
}
