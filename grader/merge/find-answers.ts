import { getRegionBody, listRegions, replaceRegionBodies, type Region } from "../../authoring/index";
import { splitIntoChunks, ignoreLayout, removeComments, collectDefined, collectWords } from "./code-words";
import { findSyntaxFault, isPrintOnly } from "./declarations";
import type { SkeletonText } from "./skeleton";
import { isFence, findSpans, type Span } from "./spans";
import {
  canAnswer,
  countStatements,
  listStarterLines,
  isFreeAnswer,
  isOpen,
  getSlots,
  type SlotFeatures,
} from "./slot-features";

/** The lines of a learner's answer; undefined where none was found. */
export type Body = readonly string[] | undefined;

/** A learner's text of one cell or script: a body for each slot that could be found, and all other lines. */
export interface FoundAnswers {
  readonly bodies: readonly Body[];
  /** The lines outside the regions: they are searched for helpers. */
  readonly outside: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Finds the learner's answers in a cell or script.
 *
 * Rule: the n-th START/END region is the n-th answer. If a region is as it was handed out, or only prints text, and below its END, or above its
 * START, is code that can be its answer, that code counts. If the markers are damaged, an answer is the lines between the
 * given line before its region and the given line after it, provided that each of these two occurs once. Several
 * answers between the same two lines are distinguished by what was handed out in them, and by what they define.
 * Otherwise the answer counts as missing.
 *
 * @param lines the learner's cell or script
 */
export function findAnswers(lines: readonly string[], text: SkeletonText): FoundAnswers {
  const found = listRegions(lines);
  return found.length === text.slots.length ? findInRegions(lines, found, text) : findAroundRegions(lines, text);
}

function findInRegions(lines: readonly string[], found: readonly Region[], text: SkeletonText): FoundAnswers {
  const taken = new Set<number>();
  for (const { start, end } of found) for (let at = start; at <= end; at += 1) taken.add(at);
  const starterLines = new Set(listStarterLines(text).map(ignoreLayout));
  const notes: string[] = [];
  const bodies = found.map((region, n): Body => {
    const body = getRegionBody(lines, region);
    const slot = getSlots(text)[n];
    if (!slot) return body;
    const listBelow = (ahead: readonly string[]): readonly number[] =>
      listLearnerLines(lines, { from: region.end + 1, to: found[n + 1]?.start ?? lines.length, ahead }, starterLines);
    if (!isOpen(body, slot.stub) && !isRemark(body)) {
      const below = listBelow(body);
      const learnerLines = lines.slice(region.end + 1, found[n + 1]?.start);
      const counts = selectRest(slot, { body, learnerLines, rest: below.map((at) => at - region.end - 1) });
      const rest = counts.map((at) => learnerLines[at] ?? "");
      if (rest.length === 0) return body;
      for (const at of counts) taken.add(at + region.end + 1);
      notes.push(`${slot.exercise}: a part of the answer was found below END CODE HERE, and counts.`);
      return [...body, ...rest];
    }
    const below = listBelow([]);
    const above = listLearnerLines(lines, { from: (found[n - 1]?.end ?? -1) + 1, to: region.start }, starterLines);
    const beside = [below, above].find((neighbor) => isAnswerTo(slot, neighbor, lines));
    if (!beside) return body;
    for (const at of beside) taken.add(at);
    notes.push(
      `${slot.exercise}: the answer was found ${beside === below ? "below END" : "above START"} CODE HERE, and counts.`,
    );
    return beside.map((at) => lines[at] ?? "");
  });
  return { bodies, outside: lines.filter((_, at) => !taken.has(at)), notes };
}

/**
 * Indexes of lines of a range that were not given. A closing bracket of the learner's may read as a given line: if the code can't be read
 * without such lines, it has those between its other lines, and as many as it needs of those that follow.
 *
 * @param ahead code that it goes on with
 */
function listLearnerLines(
  lines: readonly string[],
  { from, to, ahead = [] }: { readonly from: number; readonly to: number; readonly ahead?: readonly string[] },
  starterLines: ReadonlySet<string>,
): number[] {
  const range = Array.from({ length: Math.max(to - from, 0) }, (_, n) => from + n);
  const found = range.filter((at) => !starterLines.has(ignoreLayout(lines[at] ?? "")) && !isFence(lines[at] ?? ""));
  const isReadable = (at: readonly number[]): boolean =>
    findSyntaxFault([...ahead, ...at.map((n) => lines[n] ?? "")]) === undefined;
  const [first = to] = found;
  let end = found.at(-1) ?? to;
  if (found.length === 0 || isReadable(found)) return found;
  for (let more = 0; more <= MAX_CLOSING_LINES; more += 1, end += 1) {
    const block = range.filter((at) => at >= first && at <= end && !isFence(lines[at] ?? ""));
    if (isReadable(block)) return block;
    if (end + 1 >= to || !CLOSING_LINE.test((lines[end + 1] ?? "").trim())) break;
  }
  return found;
}

/** So many lines that only close brackets are added to code at most, blank ones included. */
const MAX_CLOSING_LINES = 6;
const CLOSING_LINE = /^[)\]},;]*$/;

/** An answer, all lines below its END, and the indexes of those that were not given. */
interface AnswerAbove {
  readonly body: readonly string[];
  readonly learnerLines: readonly string[];
  readonly rest: readonly number[];
}

/**
 * The lines below END that the answer goes on with; none if it doesn't go on there, or can't be put together. Where the region is inside a
 * function, code in this function belongs to the answer, and code below the function only if the answer needs it. Elsewhere, where no code was
 * handed out, all code belongs to it.
 *
 * @returns indexes of `learnerLines`
 */
function selectRest(slot: SlotFeatures, { body, learnerLines, rest }: AnswerAbove): readonly number[] {
  const isInFunction = slot.stub.every((line) => line === "" || /^\s/.test(line));
  const end = isInFunction && !findSyntaxFault(body) ? findGivenEnd(slot, learnerLines) : learnerLines.length;
  const inside = rest.filter((at) => at < end);
  const getCode = (selected: readonly number[]) => selected.map((at) => learnerLines[at] ?? "");
  const canCount = (code: readonly string[]): boolean =>
    removeComments(code).length > 0 && canGoOnBelow(slot, { answer: [...body, ...code], learnerLines });
  if (isInFunction && canCount(getCode(inside))) return inside;
  const code = getCode(rest);
  const belongs = (!isInFunction && isFreeAnswer(slot, code)) || isRestNeeded(slot, body, code);
  return belongs && canCount(code) ? rest : [];
}

/**
 * Whether an answer needs the code below END: it can only be read with it, it has fewer statements than were handed out, or the code has a name
 * of the handed-out code which the answer lacks.
 */
function isRestNeeded(slot: SlotFeatures, body: readonly string[], rest: readonly string[]): boolean {
  if (findSyntaxFault(body)) return true;
  if (countStatements(body) < slot.statements && canAnswer(slot, rest)) return true;
  const [inBody, inRest] = [collectWords(body), collectWords(rest)];
  return [...slot.defines, ...slot.words].some((name) => !inBody.has(name) && inRest.has(name));
}

/**
 * The last of the given lines that follow a region, such as a function's closing bracket: an index of the learner's lines below END, -1 if no
 * line follows, or the number of lines if one is missing.
 */
function findGivenEnd({ text, at }: SlotFeatures, learnerLines: readonly string[]): number {
  const lines = learnerLines.map(ignoreLayout);
  let end = -1;
  for (const line of listGivenBelow(text, at)) {
    end = lines.indexOf(line, end + 1);
    if (end < 0) return lines.length;
  }
  return end;
}

/** The given lines between a region and the next one, without blank ones. */
function listGivenBelow(text: SkeletonText, at: number): readonly string[] {
  const regions = listRegions(text.lines);
  return text.lines
    .slice((regions[at]?.end ?? text.lines.length) + 1, regions[at + 1]?.start)
    .map(ignoreLayout)
    .filter((line) => line !== "");
}

/**
 * Whether the given lines are all below END, too, and the text can be read with the whole answer in its region. Otherwise the lines below END
 * may be given ones that the learner has wrapped, or changed.
 */
function canGoOnBelow(
  { text, at }: SlotFeatures,
  { answer, learnerLines }: Readonly<Record<"answer" | "learnerLines", readonly string[]>>,
): boolean {
  const present = new Set(learnerLines.map(ignoreLayout));
  if (!listGivenBelow(text, at).every((line) => present.has(line))) return false;
  const bodies = text.slots.map((slot, n) => (n === at ? answer : slot.stub));
  return findSyntaxFault(replaceRegionBodies(text.lines, bodies)) === undefined;
}

function isAnswerTo(slot: SlotFeatures, neighbor: readonly number[], lines: readonly string[]): boolean {
  const code = neighbor.map((at) => lines[at] ?? "");
  return canAnswer(slot, code) || isFreeAnswer(slot, code);
}

function findAroundRegions(lines: readonly string[], text: SkeletonText): FoundAnswers {
  const spans = findSpans(lines, text);
  const bodies = spans.map((span): Body => span && lines.slice(span.start, span.end).filter((line) => !isFence(line)));
  const apart = groupSharedSpans(spans).reduce(
    (all, slots) => divide(all, { slots, features: getSlots(text) }),
    bodies,
  );
  const lost = apart.filter((body) => body === undefined).length;
  const taken = new Set<number>();
  for (const span of new Set(spans.map((span) => span && `${span.start} ${span.end}`))) {
    const [start = 0, end = 0] = (span ?? "").split(" ").map(Number);
    for (let at = start; at < end; at += 1) taken.add(at);
  }
  return {
    bodies: apart,
    outside: lines.filter((line, at) => !taken.has(at) && !isFence(line)),
    notes: [describeDamagedMarkers(text, lost)],
  };
}

/** @param lost how many of the text's answers were not found */
export function describeDamagedMarkers({ id, slots }: SkeletonText, lost: number): string {
  const found =
    lost === 0
      ? "the answers were found by the lines around them."
      : `${lost} of ${slots.length} answers could not be found.`;
  return `${id}: the START CODE HERE and END CODE HERE lines are not as given; ${found}`;
}

/** The slots that lie between the same two given lines, where there are several. */
function groupSharedSpans(spans: readonly (Span | undefined)[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [n, span] of spans.entries())
    if (span) groups.set(`${span.start} ${span.end}`, [...(groups.get(`${span.start} ${span.end}`) ?? []), n]);
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Divides the lines that several slots share. A slot without anything recognizable has no body. */
function divide(
  bodies: readonly Body[],
  { slots, features }: { slots: readonly number[]; features: readonly SlotFeatures[] },
): Body[] {
  const [first = 0] = slots;
  const pieces = divideBySlot(
    bodies[first] ?? [],
    features.filter(({ at }) => slots.includes(at)),
  );
  return bodies.map((body, n) => (slots.includes(n) ? pieces.get(n) : body));
}

function divideBySlot(lines: readonly string[], slots: readonly SlotFeatures[]): Map<number, string[]> {
  const bodies = new Map<number, string[]>();
  let ahead: string[] = [];
  let current: number | undefined;
  for (const chunk of splitIntoChunks(lines)) {
    const slot = findSlotOfChunk(chunk.lines, slots)?.at ?? current;
    if (slot === undefined) for (const line of chunk.lines) ahead.push(line);
    // An answer in two parts, with another one between them, cannot be put in its place.
    else if (current !== undefined && slot < current) return new Map();
    else {
      const body = bodies.get(slot) ?? ahead;
      for (const line of chunk.lines) body.push(line);
      bodies.set(slot, body);
      ahead = [];
      current = slot;
    }
  }
  return bodies;
}

/** The only slot that a piece of code has a line of, or defines something of. */
function findSlotOfChunk(lines: readonly string[], slots: readonly SlotFeatures[]): SlotFeatures | undefined {
  const trimmed = new Set(lines.map((line) => line.trim()));
  const defined = collectDefined(lines);
  const isComment = (line: string) => line.trim().startsWith("//");
  const byLine = slots.filter(({ stub }) => stub.some((line) => isComment(line) && trimmed.has(line.trim())));
  const byName =
    byLine.length > 0 ? byLine : slots.filter(({ defines }) => [...defines].some((name) => defined.has(name)));
  // An answer that defines nothing keeps most of its stub's words.
  const found = byName.length > 0 ? byName : slots.filter((slot) => slot.defines.size === 0 && canAnswer(slot, lines));
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a body with code can't be an answer: it does nothing, or only prints text, as a remark that the answer is elsewhere does. */
export const isRemark = (body: readonly string[]): boolean =>
  REMARK.test(removeComments(body)[0] ?? "") && isPrintOnly(body.join("\n"));

/** How code begins that may only print text. */
const REMARK = /^\s*(?:;|void\b|console\b)/;
