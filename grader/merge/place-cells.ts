import { listRegions } from "../../authoring/index";
import type { SubmittedCell } from "../submission/read-notebook";
import { collectDefined } from "./code-words";
import { toLineKey } from "./line-key";
import type { Skeleton, SkeletonText } from "./skeleton";
import { computeFeatures, listStarterLines, classifyLine, weigh, type LabFeatures, type Vote } from "./slot-features";
import { isFence } from "./spans";

/** A submitted cell, and the text of the lab that it is. */
export interface MatchedCell {
  readonly lines: readonly string[];
  readonly owner?: SkeletonText | undefined;
  /** The text was recognized by its own lines: neither metadata nor an id names it. */
  readonly isByText: boolean;
  /** The cell has more regions than its text: it was merged with other cells. */
  readonly isMerged: boolean;
}

/** Whether a cell is the learner's own. One that only shares lines with an exercise may be the answer to another one. */
export const isLearnerCell = ({ owner, isByText, lines }: MatchedCell): boolean =>
  !owner || (isByText && owner.slots.length > 0 && !lines.some(isFence));

/** A notebook's cells with their texts of the lab. */
interface MatchedCells {
  readonly cells: readonly MatchedCell[];
  readonly notes: readonly string[];
}

/**
 * Finds the text of the lab that each cell is: by its metadata, its id, or the lines that only this text has. A cell
 * that was split is joined again.
 */
export function placeCells(submitted: readonly SubmittedCell[], skeleton: Skeleton): MatchedCells {
  const features = computeFeatures(skeleton);
  const byExercise = new Map(
    skeleton.cells.flatMap((text) => (text.exercise === undefined ? [] : [[text.exercise, text]])),
  );
  const byId = new Map(skeleton.cells.map((text) => [text.id, text]));
  const named = submitted.map(({ id, exercise }) => byExercise.get(exercise ?? "") ?? byId.get(id ?? ""));
  const counts = new Map<SkeletonText | undefined, number>();
  for (const text of named) counts.set(text, (counts.get(text) ?? 0) + 1);
  return joinSplitCells(submitted.map(({ lines }, at) => placeCell(lines, { text: named[at], counts }, features)));
}

/** The text that a cell's metadata or id names, and how many cells name each text. */
interface NamedText {
  readonly text: SkeletonText | undefined;
  readonly counts: ReadonlyMap<SkeletonText | undefined, number>;
}

/** A cell may be a copy, with another exercise written in it than its metadata or id names. */
function placeCell(lines: readonly string[], { text: named, counts }: NamedText, features: LabFeatures): MatchedCell {
  const match = findForeignText(lines, { text: named, counts }, features);
  // An answer may share a line with another exercise. It isn't moved while both cells are there, once each.
  const isCopy = counts.get(named) !== 1 || !counts.has(match?.text);
  const isNamed =
    named !== undefined && (!isCopy || match?.isSure !== true || match.text === named || hasLineOf(lines, named));
  const owner = isNamed ? named : (match?.text ?? named);
  const isMerged = owner !== undefined && listRegions(lines).length > Math.max(owner.slots.length, 1);
  return { lines, owner, isByText: owner !== named, isMerged };
}

/** The text that a cell seems to be a copy of. A learner's own cell may share a line with a given cell that is there already. */
function findForeignText(
  lines: readonly string[],
  { text: named, counts }: NamedText,
  features: LabFeatures,
): TextMatch | undefined {
  const match = findText(lines, features);
  return named === undefined && match?.text.slots.length === 0 && counts.has(match.text) ? undefined : match;
}

interface TextMatch {
  readonly text: SkeletonText;
  readonly isSure: boolean;
}

/** The text with most of the lines that only one text has; `isSure` if no other text has any. A list of answers has none. */
function findText(lines: readonly string[], features: LabFeatures): TextMatch | undefined {
  const { textByLine, slotByLine } = features;
  const match = weigh(
    [...new Set(lines.map(toLineKey))].flatMap((line): Vote<SkeletonText>[] => {
      const text = textByLine.get(line);
      const slot = slotByLine.get(line);
      if (text) return [[text, "given"]];
      return slot ? [[slot.text, classifyLine(line)]] : [];
    }),
  );
  const found = match && { text: match.max, isSure: match.isSure };
  return found && !isAnswerList(lines, found, features) ? found : undefined;
}

/** Whether some lines hold one that was handed out in a text, in its regions or outside of them. */
function hasLineOf(lines: readonly string[], text: SkeletonText): boolean {
  const known = collectHandedOut(text);
  return lines.some((line) => !isFence(line) && known.has(toLineKey(line)));
}

/** Whether a cell holds lines of several exercises, and none that was given around them. */
function isAnswerList(lines: readonly string[], { text, isSure }: TextMatch, { slotByName }: LabFeatures): boolean {
  const starter = new Set(listStarterLines(text).map(toLineKey));
  if (listRegions(lines).length > 0 || lines.some((line) => line.trim() !== "" && starter.has(toLineKey(line))))
    return false;
  return !isSure || [...collectDefined(lines)].some((name) => (slotByName.get(name)?.text ?? text) !== text);
}

const handedOut = new WeakMap<SkeletonText, ReadonlySet<string>>();

/** The lines that were handed out in a text, apart from brackets and the like. */
function collectHandedOut(text: SkeletonText): ReadonlySet<string> {
  const known =
    handedOut.get(text) ?? new Set(text.lines.map(toLineKey).filter((line) => /[\p{L}\p{N}_$]{3}/u.test(line)));
  handedOut.set(text, known);
  return known;
}

/** A cell is seldom split into more parts. */
const MAX_PARTS = 8;
/** No cell of a lab is longer. */
const MAX_JOINED_LINES = 400;

/**
 * Joins the parts of split cells: consecutive cells that are complete only together. The parts after the first may have
 * the metadata, as JupyterLab leaves them, or none.
 */
function joinSplitCells(placed: readonly MatchedCell[]): MatchedCells {
  const cells: MatchedCell[] = [];
  const notes: string[] = [];
  for (let at = 0; at < placed.length;) {
    const parts = listPartsFrom(placed, at);
    const [first] = parts;
    if (!first) break;
    if (parts.length === 1) cells.push(first);
    else {
      cells.push({ ...first, lines: parts.flatMap(({ lines }) => lines) });
      notes.push(`The cell ${first.owner?.id ?? ""} was split into ${parts.length} cells; they were joined.`);
    }
    at += parts.length;
  }
  return { cells, notes };
}

/** The parts of the split cell that begins at an index; only that cell, if it is none. */
function listPartsFrom(placed: readonly MatchedCell[], at: number): readonly MatchedCell[] {
  const [first, ...next] = placed.slice(at, at + MAX_PARTS);
  if (!first) return [];
  const { owner } = first;
  if (!owner || owner.slots.length === 0 || first.lines.length > MAX_JOINED_LINES) return [first];
  const joined = new JoinedText(owner);
  joined.add(first.lines);
  if (joined.isComplete()) return [first];
  let parts: MatchedCell[] | undefined;
  for (const [n, part] of next.entries()) {
    if (!joined.canContinue(part)) break;
    joined.add(part.lines);
    if (joined.regionCount > owner.slots.length) break;
    if (joined.regionCount === owner.slots.length) parts = [first, ...next.slice(0, n + 1)];
    if (joined.isComplete()) break;
  }
  return parts ?? [first];
}

/** The parts of a cell, joined one by one. Each line is read once, so that a notebook of endless parts costs no more. */
class JoinedText {
  readonly #owner: SkeletonText;
  readonly #starterLines: ReadonlySet<string>;
  readonly #learnerNames = new Set<string>();
  #isOpen = false;
  #hasOnlyStarter = true;
  #regionCount = 0;
  #lineCount = 0;

  constructor(owner: SkeletonText) {
    this.#owner = owner;
    this.#starterLines = new Set(listStarterLines(owner).map(toLineKey));
  }

  get regionCount(): number {
    return this.#regionCount;
  }

  add(lines: readonly string[]): void {
    this.#lineCount += lines.length;
    // A region may begin in one part and end in another.
    this.#regionCount += listRegions(this.#isOpen ? [START, ...lines] : lines).length;
    const last = lines.findLast(isFence);
    if (last !== undefined) this.#isOpen = isStart(last);
    for (const line of lines) {
      const key = toLineKey(line);
      this.#learnerNames.add(key);
      this.#hasOnlyStarter &&= key === "" || this.#starterLines.has(key);
    }
  }

  /** Whether all regions and all given lines are there. */
  isComplete(): boolean {
    if (this.#regionCount !== this.#owner.slots.length) return false;
    return [...this.#starterLines].every((line) => line === "" || this.#learnerNames.has(line));
  }

  /** Whether a cell may be the next part. */
  canContinue({ lines, owner, isByText }: MatchedCell): boolean {
    if (this.#lineCount + lines.length > MAX_JOINED_LINES) return false;
    const isNextRegion = isStart(lines.find(isFence));
    // An open region may contain lines of any exercise, but no other region.
    if (this.#isOpen) return !isNextRegion && (owner === undefined || owner === this.#owner || isByText);
    if (owner === this.#owner) return !isWhole(lines, owner);
    if (owner !== undefined) return false;
    // A region without a sign of its exercise continues where nothing but given lines came before.
    return hasLineOf(lines, this.#owner) || (isNextRegion && this.#hasOnlyStarter);
  }
}

const START = "// ### START CODE HERE ###";
const isStart = (fence: string | undefined): boolean => fence !== undefined && /START/i.test(fence);

function isWhole(lines: readonly string[], owner: SkeletonText): boolean {
  const text = new JoinedText(owner);
  text.add(lines);
  return text.isComplete();
}
