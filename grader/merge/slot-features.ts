import { listRegions } from "../../authoring/index";
import {
  splitIntoChunks,
  removeComments,
  collectDeclared,
  collectDefined,
  findUnfinishedMember,
  collectWords,
} from "./code-words";
import { toLineKey } from "./line-key";
import type { Skeleton, SkeletonText, Slot } from "./skeleton";

/** The features that identify an answer to a slot. All come from the handed-out text, none from the solution. */
export interface SlotFeatures extends Slot {
  readonly text: SkeletonText;
  /** Which of the text's slots it is. */
  readonly at: number;
  /** Names that the stub assigns. */
  readonly defines: ReadonlySet<string>;
  /** Names that the stub mentions. */
  readonly words: ReadonlySet<string>;
  /** Names that only this exercise's text mentions. */
  readonly ownWords: ReadonlySet<string>;
  readonly statements: number;
}

/** The lines and words of a lab by the exercise that they belong to. */
export interface LabFeatures {
  readonly slots: readonly SlotFeatures[];
  /** Texts by the given lines that only they have. */
  readonly textByLine: ReadonlyMap<string, SkeletonText>;
  /** Slots by the lines that are given before their region, and only there; and by those after it. */
  readonly slotByLineBefore: ReadonlyMap<string, SlotFeatures>;
  readonly slotByLineAfter: ReadonlyMap<string, SlotFeatures>;
  /** Slots by the lines of their stubs that only they have. */
  readonly slotByLine: ReadonlyMap<string, SlotFeatures>;
  /** Slots by what only their stubs define. */
  readonly slotByName: ReadonlyMap<string, SlotFeatures>;
  /** All given lines of the cells, without the spaces around them. */
  readonly starterLines: ReadonlySet<string>;
  /** All names that the lab declares at the top level, and those that it asks for. */
  readonly labNames: ReadonlySet<string>;
  readonly askedNames: ReadonlySet<string>;
}

const known = new WeakMap<Skeleton, LabFeatures>();

/** The features of a lab's cells, computed once for a batch. */
export function computeFeatures(skeleton: Skeleton): LabFeatures {
  const features = known.get(skeleton) ?? readFeatures(skeleton.cells);
  known.set(skeleton, features);
  return features;
}

const knownText = new WeakMap<SkeletonText, readonly SlotFeatures[]>();

/** The slots of one text, with words that no other slot of the text has. */
export function getSlots(text: SkeletonText): readonly SlotFeatures[] {
  const slots = knownText.get(text) ?? readFeatures([text]).slots;
  knownText.set(text, slots);
  return slots;
}

const skeletonLines = new WeakMap<SkeletonText, readonly string[]>();

/** The lines outside of a text's regions. */
export function listStarterLines(text: SkeletonText): readonly string[] {
  const known = skeletonLines.get(text);
  if (known) return known;
  const regions = listRegions(text.lines);
  const starterLines = text.lines.filter((_, at) => !regions.some(({ start, end }) => start <= at && at <= end));
  skeletonLines.set(text, starterLines);
  return starterLines;
}

function readFeatures(texts: readonly SkeletonText[]): LabFeatures {
  const starterEntries = texts.flatMap((text) =>
    listStarterLines(text).map((line) => [toLineKey(line), text] as const),
  );
  const wordsBy = selectUnique(
    texts
      .filter(({ slots }) => slots.length > 0)
      .flatMap((text) => [...collectWords(text.lines)].map((word) => [word, text] as const)),
  );
  const slots = texts.flatMap((text) => {
    const ownWords = new Set([...wordsBy].filter(([, owner]) => owner === text).map(([word]) => word));
    return text.slots.map((slot, at) => describeSlot(slot, { text, at, ownWords }));
  });
  const stubs = slots.flatMap((slot) => slot.stub.map((line) => [toLineKey(line), slot] as const));
  // A line that is given in one place and part of a stub in another shows nothing.
  const isStarter = new Set(starterEntries.map(([line]) => line));
  const lineOwners = selectUnique([...starterEntries, ...stubs.map(([line, { text }]) => [line, text] as const)]);
  const textByLine = new Map([...lineOwners].filter(([line]) => isStarter.has(line) && isDistinctive(line)));
  const sides = slots.flatMap((slot) => listLinesAround(slot).filter(({ line }) => textByLine.get(line) === slot.text));
  const onSide = (isBefore: boolean) =>
    selectUnique(sides.filter((side) => side.isBefore === isBefore).map(({ line, slot }) => [line, slot] as const));
  return {
    slots,
    textByLine,
    slotByLineBefore: onSide(true),
    slotByLineAfter: onSide(false),
    slotByLine: selectUnique(stubs.filter(([line]) => isDistinctive(line) && !isStarter.has(line))),
    slotByName: selectUnique(slots.flatMap((slot) => [...slot.defines].map((name) => [name, slot] as const))),
    starterLines: isStarter,
    labNames: new Set(texts.flatMap(({ declares }) => declares)),
    askedNames: new Set(slots.flatMap(({ defines }) => [...defines])),
  };
}

/** The given lines of a text with one slot, and the side of it that they are on. */
function listLinesAround(slot: SlotFeatures): { line: string; isBefore: boolean; slot: SlotFeatures }[] {
  const [region, another] = listRegions(slot.text.lines);
  if (!region || another) return [];
  return slot.text.lines.flatMap((line, at) =>
    region.start <= at && at <= region.end ? [] : [{ line: toLineKey(line), isBefore: at < region.start, slot }],
  );
}

function describeSlot(slot: Slot, of: Pick<SlotFeatures, "text" | "at" | "ownWords">): SlotFeatures {
  const { stub } = slot;
  const member = findUnfinishedMember(stub);
  const defines = collectDefined(stub);
  return {
    ...slot,
    ...of,
    defines: defines.size > 0 || member === undefined ? defines : new Set([member]),
    words: collectWords(stub),
    statements: countStatements(stub),
  };
}

/** The number of statements of some code, comments left out. */
export const countStatements = (code: readonly string[]): number =>
  splitIntoChunks(code).filter(({ lines }) => removeComments(lines).length > 0).length;

/** How much a line shows where it comes from: code that was handed out in one exercise may be written in another, too. */
const WEIGHT = { given: 3, comment: 3, code: 1 } as const;

/** The slots that a line indicates, and the kind of line. */
export type Vote<T> = readonly [T, keyof typeof WEIGHT];

/** Adds up what some lines show, by what each shows. The most comes first; nothing if two have as much. */
export function weigh<T>(votes: Iterable<Vote<T>>): { max: T; isSure: boolean } | undefined {
  const sums = new Map<T, number>();
  for (const [value, kind] of votes) sums.set(value, (sums.get(value) ?? 0) + WEIGHT[kind]);
  const [first, second] = [...sums].sort(([, a], [, b]) => b - a);
  return first && first[1] !== second?.[1] ? { max: first[0], isSure: second === undefined } : undefined;
}

export const classifyLine = (stubLine: string): "comment" | "code" =>
  stubLine.trim().startsWith("//") ? "comment" : "code";

/** Whether a line has enough of its own to show where it comes from: a bracket has not. */
const isDistinctive = (line: string): boolean => /[\p{L}\p{N}_$]{3}/u.test(line);

/** The keys that lead to one value only. */
function selectUnique<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  const several = new Set<string>();
  for (const [key, value] of pairs) {
    if (found.has(key) && found.get(key) !== value) several.add(key);
    found.set(key, value);
  }
  for (const key of several) found.delete(key);
  return found;
}

/** Share of a stub's words that an answer keeps at least: the names of the members that it fills in. */
const MIN_SHARE = 0.6;

/** Whether some lines can be an answer to a slot: they define what the stub defines, or keep most of its words. */
export function canAnswer({ stub, defines, words }: SlotFeatures, lines: readonly string[]): boolean {
  if (removeComments(lines).length === 0) return false;
  const declared = collectDeclared(stub);
  if (declared.size > 0) {
    const declaredHere = collectDeclared(lines);
    return [...declared].every((name) => declaredHere.has(name));
  }
  if (words.size === 0) return false;
  const answerWords = new Set([...collectWords(lines), ...collectDefined(lines)]);
  if (defines.size > 0 && [...defines].some((name) => answerWords.has(name))) return true;
  return [...words].filter((word) => answerWords.has(word)).length >= words.size * MIN_SHARE;
}

/** Whether some lines may answer a slot that was handed out without code: the answer may be any. */
export function isFreeAnswer({ words }: SlotFeatures, lines: readonly string[]): boolean {
  return words.size === 0 && removeComments(lines).length > 0;
}

/** Whether a body is as it was handed out, apart from spaces, blank lines, and the comments of a stub with code. */
export function isStub(body: readonly string[], stub: readonly string[]): boolean {
  const code = squeezeLines(removeComments(stub));
  return squeezeLines(body) === squeezeLines(stub) || (code !== "" && squeezeLines(removeComments(body)) === code);
}

/** Whether a body is no answer: it is as it was handed out, or has no code. */
export const isOpen = (body: readonly string[], stub: readonly string[]): boolean =>
  isStub(body, stub) || removeComments(body).length === 0;

function squeezeLines(lines: readonly string[]): string {
  return lines.join("").replace(/\s+/g, "");
}
