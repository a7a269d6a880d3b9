import { getRegionBody, listRegions } from "../../authoring/index";
import { chooseAnswer, type MisplacedAnswer } from "./choose-answer";
import { collectDeclared, collectDefined } from "./code-words";
import { toLineKey } from "./line-key";
import { isLearnerCell, type MatchedCell } from "./place-cells";
import { countVotes, isStarter } from "./read-items";
import { BY_NAMES, BY_TEXT, searchStatements, type Piece, type SlotMatch } from "./search-statements";
import type { SkeletonText } from "./skeleton";
import { computeClues, hasClue, type LabClues } from "./slot-clues";
import { canAnswer, isFreeAnswer, isStub, weigh, type LabFeatures, type SlotFeatures } from "./slot-features";

/** The outcome of a search for the answers that are not in their places. */
export interface Search {
  readonly found: ReadonlyMap<SlotFeatures, MisplacedAnswer>;
  /** Why one of several possible answers could not be chosen. */
  readonly undecided: ReadonlyMap<SlotFeatures, string>;
  /** The lines of each cell that are no answer: they are searched for helpers. */
  readonly outside: readonly (readonly string[])[];
}

const UNCLEAR =
  "code without START CODE HERE and END CODE HERE lines may be its answer, or that of the exercise next to it";
const BESIDE = "beside its exercise";

/**
 * Searches cells for the answers to slots that have none in their own cell. Each line of the cells is read a fixed number of times, and
 * a piece of code counts for one slot at most.
 *
 * @param open the slots without an answer
 */
export function searchCells(
  cells: readonly MatchedCell[],
  open: ReadonlySet<SlotFeatures>,
  features: LabFeatures,
): Search {
  const byRegion = cells.map((cell, at) => (isRead(cell) ? [] : findPiecesByRegion(cell, { at, open, features })));
  const statements = searchStatements({
    cells,
    open,
    features,
    isSearched: (cell) => !isRead(cell) && listRegions(cell.lines).length === 0 && !isStarter(cell.lines, features),
    slotsIn: (at) => [
      ...features.slots.filter(({ text }) => text === cells[at]?.owner),
      ...(byRegion[at] ?? []).map(({ slot }) => slot),
    ],
  });
  const pieces = [...byRegion.flat(), ...statements.pieces];
  const claimed = new Set(pieces.map(({ cell }) => cell));
  const decided = new Set(pieces.map(({ slot }) => slot));
  const still = new Set([...open].filter((slot) => !decided.has(slot)));
  const beside = findPiecesBeside(cells, { open: still, claimed, features });
  const clues = computeClues(features);
  const all = [...pieces, ...beside.pieces];
  const found = new Map<SlotFeatures, MisplacedAnswer>();
  const undecided = new Map([
    ...beside.undecided,
    ...[...statements.undecided].map((slot) => [slot, UNCLEAR] as const),
  ]);
  for (const slot of open) {
    const of = all.filter((piece) => piece.slot === slot);
    const slotClues = clues.bySlot.get(slot);
    const answer = slotClues && chooseAnswer(slotClues, of);
    if (answer) found.set(slot, answer);
    else if (of.length > 0) undecided.set(slot, `${of.length} cells may hold its answer`);
  }
  return {
    found,
    undecided,
    outside: listLinesBeside(
      cells,
      all.filter(({ slot }) => found.has(slot)),
    ),
  };
}

function listLinesBeside(cells: readonly MatchedCell[], pieces: readonly Piece[]): (readonly string[])[] {
  const taken = new Map<number, Set<number>>();
  for (const { cell, at } of pieces) {
    const lines = taken.get(cell) ?? new Set();
    for (const line of at) lines.add(line);
    taken.set(cell, lines);
  }
  return cells.map(({ lines }, n) => lines.filter((_, at) => !taken.get(n)?.has(at)));
}

interface SearchContext {
  readonly at: number;
  readonly open: ReadonlySet<SlotFeatures>;
  readonly features: LabFeatures;
}

/** Whether a cell with the regions of its own text has been read. */
const isRead = ({ lines, owner, isMerged, isByText }: MatchedCell): boolean =>
  owner !== undefined && owner.slots.length > 0 && !isMerged && (!isByText || listRegions(lines).length > 0);

function findPiecesByRegion({ lines, owner }: MatchedCell, { at, open, features }: SearchContext): Piece[] {
  const regions = listRegions(lines);
  const slots = orderSlots(
    regions.map((region, n) =>
      findSlotOfRegion(
        {
          body: getRegionBody(lines, region),
          above: lines.slice((regions[n - 1]?.end ?? -1) + 1, region.start),
          below: lines.slice(region.end + 1, regions[n + 1]?.start ?? lines.length),
        },
        features,
      ),
    ),
    { owner, features },
  );
  return regions.flatMap((region, n): Piece[] => {
    const match = slots[n];
    const body = getRegionBody(lines, region);
    if (!match || !open.has(match.slot) || isStub(body, match.slot.stub)) return [];
    return [{ cell: at, ...match, lines: body, at: createRange(region.start, region.end + 1) }];
  });
}

/** The first cell of a merged one has left it its id: what nothing else claims is that cell's. */
function orderSlots(
  matches: readonly (SlotMatch | undefined)[],
  { owner, features }: { owner: SkeletonText | undefined; features: LabFeatures },
): (SlotMatch | undefined)[] {
  const ownerSlot = features.slots.find((slot) => slot.text === owner);
  const isClear =
    matches.filter((match) => match === undefined).length === 1 && !matches.some((match) => match?.slot === ownerSlot);
  return ownerSlot && isClear ? matches.map((match) => match ?? { slot: ownerSlot, how: BY_TEXT }) : [...matches];
}

const createRange = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

/**
 * The slot of a region: the one with the most lines in, above and below it; else the only one whose names it
 * defines.
 */
function findSlotOfRegion(
  { body, above, below }: Record<"body" | "above" | "below", readonly string[]>,
  { slotByLine, slotByLineBefore, slotByLineAfter, slotByName }: LabFeatures,
): SlotMatch | undefined {
  const createGiven = (lines: readonly string[], by: ReadonlyMap<string, SlotFeatures>) =>
    lines.flatMap((line) => by.get(toLineKey(line)) ?? []).map((slot) => [slot, "given"] as const);
  const match = weigh([
    ...countVotes(body, slotByLine),
    // Of the given lines above and below, the nearest count: the others are of other exercises.
    ...createGiven(above, slotByLineBefore).slice(-1),
    ...createGiven(below, slotByLineAfter).slice(0, 1),
  ]);
  if (match) return { slot: match.max, how: BY_TEXT };
  const named = new Set([...collectDefined(body)].flatMap((name) => slotByName.get(name) ?? []));
  const [only, another] = named;
  return only && !another ? { slot: only, how: BY_NAMES } : undefined;
}

interface Neighbors {
  readonly open: ReadonlySet<SlotFeatures>;
  /** Cells that hold an answer already. */
  readonly claimed: ReadonlySet<number>;
  readonly features: LabFeatures;
}

/** The learner's own cells between two exercises that can answer one of the two, alone or together. */
function findPiecesBeside(cells: readonly MatchedCell[], { open, claimed, features }: Neighbors) {
  const pieces: Piece[] = [];
  const parts: Piece[] = [];
  const undecided = new Map<SlotFeatures, string>();
  const getOpen = (at: number | undefined) =>
    features.slots.filter((slot) => at !== undefined && open.has(slot) && slot.text === cells[at]?.owner);
  const canBeAnswer = (cell: MatchedCell) => isLearnerCell(cell) && !isStarter(cell.lines, features);
  let last: number | undefined;
  // Whether there are only cells of the learner since that exercise.
  let isNear = false;
  const nextOf = findExercisesAfter(cells, canBeAnswer);
  for (const [at, cell] of cells.entries()) {
    if (!canBeAnswer(cell)) {
      isNear = (cell.owner?.slots.length ?? 0) > 0;
      if (isNear) last = at;
      continue;
    }
    if (claimed.has(at)) continue;
    const sides = { before: getOpen(last), after: getOpen(nextOf[at]), isNext: last === at - 1, isNear };
    const slots = findAnswered(cell.lines, sides, computeClues(features));
    const createPiece = (slot: SlotFeatures): Piece => createPieceOfCell(slot, { lines: cell.lines, at });
    const [only, another] = slots;
    if (only && !another) pieces.push(createPiece(only));
    else for (const slot of slots) undecided.set(slot, "a cell next to it may be its answer, or its neighbor's");
    if (!only) parts.push(...[...sides.before, ...sides.after].map(createPiece).filter(isPart));
  }
  const together = joinParts(
    parts.filter(({ slot }) => !undecided.has(slot) && !pieces.some((piece) => piece.slot === slot)),
  );
  return { pieces: [...pieces, ...together.pieces], undecided: new Map([...undecided, ...together.undecided]) };
}

const createPieceOfCell = (slot: SlotFeatures, { lines, at }: Pick<Piece, "lines"> & { at: number }): Piece => ({
  cell: at,
  slot,
  lines,
  at: createRange(0, lines.length),
  how: BESIDE,
});

/** The parts of cells that can answer their slot together, and the slots of the others. */
function joinParts(parts: readonly Piece[]) {
  const pieces: Piece[] = [];
  const undecided = new Map<SlotFeatures, string>();
  for (const slot of new Set(parts.map((part) => part.slot))) {
    const ofSlot = parts.filter((part) => part.slot === slot);
    const lines = ofSlot.flatMap((part) => part.lines);
    if (canAnswer(slot, lines)) pieces.push(...ofSlot);
    else undecided.set(slot, "cells next to it have only a part of its answer");
  }
  return { pieces, undecided };
}

/** Whether a cell declares a name that the answer must declare. */
function isPart({ slot, lines }: Piece): boolean {
  const declared = collectDeclared(lines);
  return [...collectDeclared(slot.stub)].some((name) => declared.has(name));
}

/** For each cell, the index of the next exercise after it. */
function findExercisesAfter(
  cells: readonly MatchedCell[],
  canBeAnswer: (cell: MatchedCell) => boolean,
): (number | undefined)[] {
  let next: number | undefined;
  return cells
    .map((cell, at) => ({ cell, at }))
    .toReversed()
    .map(({ cell, at }) => {
      const after = next;
      if (!canBeAnswer(cell) && (cell.owner?.slots.length ?? 0) > 0) next = at;
      return after;
    })
    .toReversed();
}

interface Neighborhood {
  readonly before: readonly SlotFeatures[];
  readonly after: readonly SlotFeatures[];
  /** The cell comes directly after the exercise before it, or after other cells of the learner. */
  readonly isNext: boolean;
  readonly isNear: boolean;
}

/** The slots that a cell may answer; of an exercise directly above it and one further down, the one above. */
function findAnswered(
  lines: readonly string[],
  { before, after, isNext, isNear }: Neighborhood,
  clues: LabClues,
): readonly SlotFeatures[] {
  const above = before.filter(
    (slot) => canAnswer(slot, lines) || (isNear && isFreeAnswer(slot, lines) && hasClue(lines, clues.bySlot.get(slot))),
  );
  const below = after.filter((slot) => canAnswer(slot, lines));
  return isNext && above.length === 1 ? above : [...above, ...below];
}
