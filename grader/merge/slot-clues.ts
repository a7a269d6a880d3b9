import ts from "typescript";
import { listRegions } from "../../authoring/index";
import { removeComments } from "./code-words";
import { declarationsOf, findSyntaxFault, freeNamesOf, mentionsOf } from "./declarations";
import { toLineKey } from "./line-key";
import { listStarterLines, type LabFeatures, type SlotFeatures } from "./slot-features";

/** What shows that code without any line of the lab is the answer to a slot. All comes from the text that was handed out. */
export interface SlotClues {
  readonly slot: SlotFeatures;
  /** Index of the slot in the lab. */
  readonly order: number;
  /** Names that exist only where the answer is: parameters of the function around it, and its variables. */
  readonly innerNames: ReadonlySet<string>;
  /** Names that the lines of its own cell declare at the top level. */
  readonly cellNames: ReadonlySet<string>;
  /** Names of the statement around the answer: code that uses them is outside. */
  readonly outerNames: ReadonlySet<string>;
  /** The lines around the answer. */
  readonly starterLines: ReadonlySet<string>;
  /** How much each word of the handed-out text shows: more if fewer exercises have it. */
  readonly words: ReadonlyMap<string, number>;
  /** Whether `return` can be in the answer. */
  readonly isInFunction: boolean;
  /** The number of lines that the START line announces. */
  readonly lineCount: number | undefined;
}

/** The clues of a lab. */
export interface LabClues {
  readonly slots: readonly SlotClues[];
  readonly bySlot: ReadonlyMap<SlotFeatures, SlotClues>;
  /** Names that exist only inside some exercise. */
  readonly innerNames: ReadonlySet<string>;
  /** Names of the functions around answers. */
  readonly outerNames: ReadonlySet<string>;
}

const known = new WeakMap<LabFeatures, LabClues>();

/** The clues of a lab's slots, computed once for a batch. */
export function computeClues(features: LabFeatures): LabClues {
  const clues = known.get(features) ?? readClues(features);
  known.set(features, clues);
  return clues;
}

/** A word that more exercises have shows nothing. */
const MAX_EXERCISES = 3;

function readClues({ slots, labNames }: LabFeatures): LabClues {
  const wordsOf = slots.map((slot) => splitNames([slot.exercise.replace(/^.*\./, ""), ...slot.text.lines].join("\n")));
  const counts = new Map<string, number>();
  for (const words of wordsOf) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const clues = slots.map((slot, order): SlotClues => {
    const { names, isInFunction, enclosing } = findSurroundings(slot);
    const words = [...(wordsOf[order] ?? [])].flatMap((word): [string, number][] => {
      const count = counts.get(word) ?? 0;
      return count > MAX_EXERCISES ? [] : [[word, 1 / count]];
    });
    return {
      slot,
      order,
      innerNames: new Set(names.filter((name) => !labNames.has(name))),
      cellNames: new Set(slot.text.declares.filter((name) => !enclosing.includes(name))),
      outerNames: new Set(enclosing),
      starterLines: new Set(listStarterLines(slot.text).map(toLineKey)),
      words: new Map(words),
      isInFunction,
      lineCount: readLineCount(slot),
    };
  });
  return {
    slots: clues,
    bySlot: new Map(clues.map((clue) => [clue.slot, clue])),
    innerNames: new Set(clues.flatMap(({ innerNames }) => [...innerNames])),
    outerNames: new Set(clues.flatMap(({ outerNames }) => [...outerNames])),
  };
}

function readLineCount({ text, at }: SlotFeatures): number | undefined {
  const [, count] = /\(~ (\d+) lines? of code\)/.exec(text.lines[listRegions(text.lines)[at]?.start ?? -1] ?? "") ?? [];
  return count === undefined ? undefined : Number(count);
}

/** The names that are declared in the blocks and functions around a region, and the names of the statement around it. */
function findSurroundings({ text, at, stub }: SlotFeatures): {
  names: string[];
  enclosing: string[];
  isInFunction: boolean;
} {
  const { start = 0 } = listRegions(text.lines)[at] ?? {};
  const first = stub.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("//"));
  const file = ts.createSourceFile("cell.ts", text.lines.join("\n"), ts.ScriptTarget.Latest, true);
  const line = text.lines[start + 1 + Math.max(first, 0)] ?? "";
  const position = file.getPositionOfLineAndCharacter(start + 1 + Math.max(first, 0), line.search(/\S|$/));
  const regionStart = file.getPositionOfLineAndCharacter(start, 0);
  const names: string[] = [];
  let isInFunction = false;
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(file) || node.getEnd() <= position) return;
    if (ts.isFunctionLike(node)) for (const { name } of node.parameters) names.push(...mentionsOf(name.getText(file)));
    isInFunction ||= ts.isBlock(node) && ts.isFunctionLike(node.parent);
    if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer))
      for (const { name } of node.initializer.declarations) names.push(...mentionsOf(name.getText(file)));
    ts.forEachChild(node, visit);
  };
  visit(file);
  const enclosing = file.statements
    .filter((statement) => statement.getStart(file) < regionStart && position < statement.getEnd())
    .flatMap((statement) => declarationsOf(statement.getText(file)).flatMap((declaration) => declaration.names));
  return { names, enclosing, isInFunction };
}

/** So many words of an exercise show that code may be its answer. */
const MIN_WORDS = 2;

/**
 * Whether code for a slot that was handed out without any can be read, and has a name that is only inside its exercise. Where there is none,
 * it has the words of the exercise's name, or some of its text.
 */
export function hasClue(lines: readonly string[], clues: SlotClues | undefined): boolean {
  if (!clues || findSyntaxFault(lines)) return false;
  const code = lines.join("\n");
  if (clues.innerNames.size > 0) return [...freeNamesOf(code)].some((name) => clues.innerNames.has(name));
  const words = splitNames(code);
  const exerciseName = clues.slot.exercise.replace(/^.*\./, "");
  return (
    [...splitNames(exerciseName)].every((word) => words.has(word)) ||
    [...words].filter((word) => clues.words.has(word)).length >= MIN_WORDS
  );
}

/**
 * Whether code may be the next part of an answer to a slot that was handed out without any: it has words of the handed-out comment that the
 * answer lacks, and the answer's length is nearer to the announced one with it.
 */
export function isNextPart(
  { slot, lineCount }: SlotClues,
  { answer, code }: Readonly<Record<"answer" | "code", readonly string[]>>,
): boolean {
  const [stubWords, answerWords, codeWords] = [slot.stub, removeComments(answer), removeComments(code)].map((lines) =>
    splitNames(lines.join("\n")),
  );
  const isNew = [...(codeWords ?? [])].some((word) => stubWords?.has(word) === true && answerWords?.has(word) !== true);
  const measure = (lines: number): number => Math.abs(Math.log(Math.max(lines, 1) / (lineCount ?? 1)));
  const before = removeComments(answer).length;
  return isNew && (lineCount === undefined || measure(before + removeComments(code).length) < measure(before));
}

/** The parts of all names and words of some code, in small letters: `put` and `alarm` of `PutAlarm`. */
export function splitNames(code: string): Set<string> {
  const words =
    code
      .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? [];
  return new Set(
    words.filter((word) => !COMMON_WORDS.has(word)).map((word) => word.replace(/(?<=\p{L}{3})(?:es|s)$/u, "")),
  );
}

const COMMON_WORDS = new Set(
  "the and for await async const let none return new string number void promise readonly start end code here line lines null undefined".split(
    " ",
  ),
);
