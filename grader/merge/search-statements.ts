import { alignGroups, type KnownAnswer } from "./align-groups";
import { removeComments } from "./code-words";
import type { StatementGroup } from "./group-statements";
import type { MatchedCell } from "./place-cells";
import { readItems, type Item } from "./read-items";
import { computeClues, type LabClues, type SlotClues } from "./slot-clues";
import { canAnswer, isFreeAnswer, isStub, type LabFeatures, type SlotFeatures } from "./slot-features";

/** Some lines of a cell that may be an answer. */
export interface Piece {
  readonly cell: number;
  readonly slot: SlotFeatures;
  readonly lines: readonly string[];
  /** Indexes of the lines in the cell. */
  readonly at: readonly number[];
  readonly how: string;
}

/** A slot, and how its answer was recognized. */
export interface SlotMatch {
  readonly slot: SlotFeatures;
  readonly how: string;
}

export const BY_TEXT = "by the text around it";
export const BY_NAMES = "by what it defines";
const BY_ORDER = "by the names that it uses and the answers around it";

/** The cells to search, and what they are searched for. */
interface Searched {
  readonly cells: readonly MatchedCell[];
  readonly open: ReadonlySet<SlotFeatures>;
  readonly features: LabFeatures;
  /** Cells that are read statement by statement. */
  readonly isSearched: (cell: MatchedCell) => boolean;
  /** The slots whose answers are in other cells. */
  readonly slotsIn: (cell: number) => readonly SlotFeatures[];
}

/** The outcome: pieces, and slots that several pieces of code may answer. */
interface StatementSearch {
  readonly pieces: readonly Piece[];
  readonly undecided: ReadonlySet<SlotFeatures>;
}

/** So many cells of a notebook are read statement by statement at most. */
const MAX_CELLS = 500;

/** Finds the answers in cells without markers, by what each statement defines, uses, and comes between. */
export function searchStatements(searched: Searched): StatementSearch {
  const { cells, features, isSearched } = searched;
  const clues = computeClues(features);
  const items: Item[] = [];
  let count = 0;
  for (const [at, cell] of cells.entries()) {
    if (isSearched(cell)) {
      if ((count += 1) <= MAX_CELLS) items.push(...readItems(cell.lines, at, { features, clues }));
    } else items.push(...searched.slotsIn(at).map((slot) => ({ cell: at, slot })));
  }
  return collectPieces(items, assignGroups(items, searched, clues), searched);
}

interface Assigned {
  readonly slotOf: ReadonlyMap<StatementGroup, SlotMatch>;
  readonly undecided: ReadonlySet<SlotFeatures>;
}

/** Statements between two known answers; `below` begins directly after them. */
interface Between {
  readonly groups: readonly StatementGroup[];
  readonly above: KnownAnswer | undefined;
  readonly below: SlotClues | undefined;
}

/** Goes through the notebook from one known answer to the next, and assigns the statements between them. */
function assignGroups(items: readonly Item[], { cells, open, isSearched }: Searched, clues: LabClues): Assigned {
  const slotOf = new Map<StatementGroup, SlotMatch>();
  const undecided = new Set<SlotFeatures>();
  const owned = new Set(cells.map(({ owner }) => owner));
  const hasPlaced = cells.some((cell) => cell.owner !== undefined && !isSearched(cell));
  const named = new Set(items.map(({ slot }) => slot));
  const labels = countLabels(items);
  for (const { groups, above, below } of splitByAnswer(items, clues)) {
    const isList = !hasPlaced || groups.every(({ cell }) => (labels.get(cell) ?? 0) > 1);
    const candidates = listBetween(clues, above?.clues, below).filter(
      ({ slot }) => open.has(slot) && !named.has(slot) && (isList || !owned.has(slot.text)),
    );
    const found = alignGroups({ groups, above, open: candidates, isList }, clues);
    for (const [group, { slot }] of found.answers)
      slotOf.set(group, { slot, how: slot === above?.clues.slot ? BY_NAMES : BY_ORDER });
    for (const { slot } of found.undecided) undecided.add(slot);
  }
  return { slotOf, undecided };
}

/** The statements that name no exercise, by the known answers around them. */
function splitByAnswer(items: readonly Item[], { bySlot }: LabClues): Between[] {
  const parts: Between[] = [];
  let above: KnownAnswer | undefined;
  let groups: StatementGroup[] = [];
  for (const { cell, slot, group } of items) {
    const clues = slot && bySlot.get(slot);
    if (!clues) {
      if (group) groups.push(group);
      continue;
    }
    if (groups.length > 0) parts.push({ groups, above, below: clues });
    groups = [];
    above = extendAnswer(above, { clues, cell, ...measureGroup(group) });
  }
  return groups.length > 0 ? [...parts, { groups, above, below: undefined }] : parts;
}

const measureGroup = (group: StatementGroup | undefined) => ({
  lineCount: removeComments(group?.code ?? []).length,
  statementCount: group?.statementCount ?? 0,
  hasReturn: group?.hasReturn ?? false,
});

/** A known answer, with the statements directly above that belong to it, too. */
function extendAnswer(above: KnownAnswer | undefined, answer: KnownAnswer): KnownAnswer {
  if (above?.clues !== answer.clues || above.cell !== answer.cell) return answer;
  return {
    ...answer,
    lineCount: above.lineCount + answer.lineCount,
    statementCount: above.statementCount + answer.statementCount,
  };
}

/** How many exercises the statements of each cell name. */
function countLabels(items: readonly Item[]): Map<number, number> {
  const slots = new Map<number, Set<SlotFeatures>>();
  for (const { cell, slot } of items) {
    const of = slots.get(cell) ?? new Set();
    if (slot) of.add(slot);
    slots.set(cell, of);
  }
  return new Map([...slots].map(([cell, of]) => [cell, of.size]));
}

/** The slots between two in the lab; if their answers are in another order, those that aren't between them. */
function listBetween({ slots }: LabClues, above: SlotClues | undefined, below: SlotClues | undefined): SlotClues[] {
  const from = above?.order ?? -1;
  const to = below?.order ?? slots.length;
  return slots.filter(({ order }) => (from <= to ? from < order && order < to : order > from || order < to));
}

function collectPieces(
  items: readonly Item[],
  { slotOf, undecided }: Assigned,
  { cells, open }: Searched,
): StatementSearch {
  const pieces = new Map<string, { cell: number; slot: SlotFeatures; at: number[]; how: string }>();
  for (const { cell, group } of items) {
    if (!group) continue;
    const match = group.slot ? { slot: group.slot, how: BY_NAMES } : slotOf.get(group);
    if (!match || !open.has(match.slot)) continue;
    const key = `${cell} ${match.slot.exercise} ${match.slot.at}`;
    const piece = pieces.get(key) ?? { cell, ...match, at: [] };
    piece.at.push(...group.at);
    pieces.set(key, piece);
  }
  const owned = new Set(cells.map(({ owner }) => owner));
  const found = [...pieces.values()]
    .map((piece) => ({ ...piece, lines: piece.at.map((n) => cells[piece.cell]?.lines[n] ?? "") }))
    .filter(
      ({ slot, lines, how }) =>
        !isStub(lines, slot.stub) &&
        (how === BY_ORDER || !owned.has(slot.text) || canAnswer(slot, lines) || isFreeAnswer(slot, lines)),
    );
  return { pieces: found, undecided };
}
