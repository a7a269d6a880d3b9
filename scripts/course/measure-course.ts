import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { ignoreMissing } from "../../grader/core/ignore-missing";
import { readLab, parseLab, type ParsedLab, type SourceCell } from "../../authoring/index";
import type { Lab } from "../../course/index";

/** How much of an exercise is given: all of it to read, a region to complete, or only a goal and a check. */
export const EXERCISE_KINDS = ["worked", "completed", "free"] as const;

/** An exercise in a lab's `exercises.json`. */
export interface DescribedExercise {
  /** The id without the lab: `create-buckets`. */
  readonly id: string;
  readonly kind: (typeof EXERCISE_KINDS)[number];
  /** The practiced skill. */
  readonly exercises: string;
  /** Whether the answer has to be found, decided or derived: it is not in the text or the cells before it. */
  readonly needsThought: boolean;
  /** Why the exercise needs thought, or why it needs none. */
  readonly reason: string;
  /** Minutes of a quick learner and of a slow one, for an exercise that takes longer than its kind. */
  readonly minutes?: readonly [number, number];
}

/** Counts of a lab, and the time that it takes by them. */
export interface LabMeasure {
  readonly exercises: readonly DescribedExercise[];
  /** Words of the text, without folded hints, solutions and answers, and without the glossary. */
  readonly words: number;
  /** Questions to answer before a cell is run. */
  readonly predictions: number;
  /** Tasks in a terminal, outside of the notebook. */
  readonly terminals: number;
  /** Cells that wait for the cloud. */
  readonly waits: number;
  readonly cells: number;
  /** From a quick learner to one who is new to all of it. */
  readonly minutes: readonly [number, number];
}

/** Words a minute of technical text, by somebody whose first language may be another one. */
const WORDS_PER_MINUTE = [120, 100] as const;
/** Minutes, from a quick learner to a slow one. */
const MINUTES = {
  quickExercise: [2.5, 3.5],
  thoughtExercise: [5, 6],
  freeExercise: [7, 8],
  terminal: [8, 15],
  prediction: [1.5, 2],
  wait: [0.5, 0.75],
  cell: [0.3, 0.4],
} as const;

/** Reads the descriptions of a lab's exercises; a new lab has none yet. */
export async function readExercises(root: string, { id }: Pick<Lab, "id">): Promise<readonly DescribedExercise[]> {
  const text = await readFile(join(root, "course", id, "exercises.json"), "utf8").catch(ignoreMissing);
  return text === undefined ? [] : JSON.parse(text);
}

/** Counts a lab's tasks for a learner, and estimates the time that they take. */
export async function measureLab(root: string, lab: Pick<Lab, "id">): Promise<LabMeasure> {
  const exercises = await readExercises(root, lab);
  const parsed = parseLab(await readLab(root, lab.id));
  const code = parsed.cells.filter(({ kind }) => kind === "code");
  const counts = {
    words: countWords(parsed),
    predictions: parsed.cells.filter(({ lines }) => lines.some((line) => isQuestion(line))).length,
    terminals: parsed.cells.filter((cell) => isTerminalTask(cell)).length,
    waits: code.filter(({ tags }) => tags.includes("wait")).length,
    cells: code.length,
  };
  const estimate = (at: 0 | 1): number =>
    counts.words / WORDS_PER_MINUTE[at] +
    exercises.reduce((sum, item) => sum + getExerciseMinutes(item)[at], 0) +
    counts.predictions * MINUTES.prediction[at] +
    counts.terminals * MINUTES.terminal[at] +
    counts.waits * MINUTES.wait[at] +
    counts.cells * MINUTES.cell[at];
  return { exercises, ...counts, minutes: [roundToFive(estimate(0)), roundToFive(estimate(1))] };
}

function getExerciseMinutes({ kind, needsThought, minutes }: DescribedExercise): readonly [number, number] {
  if (minutes !== undefined) return minutes;
  if (kind === "free") return MINUTES.freeExercise;
  return needsThought ? MINUTES.thoughtExercise : MINUTES.quickExercise;
}

const isTerminalTask = ({ tags, lines }: SourceCell): boolean => tags.includes("do") && lines.includes("```bash");

const isQuestion = (line: string): boolean => line.startsWith("await predict(");

/** Words that a learner reads along the way; a learner who opens the folded parts reads more. */
function countWords({ cells }: ParsedLab): number {
  const texts = cells
    .filter(({ kind, id }) => kind === "markdown" && id !== "glossary")
    .map(({ lines }) => lines.join("\n"));
  const read = texts
    .join("\n")
    .replace(/<details>[\s\S]*?<\/details>/g, "")
    .replace(/^\{\{solution .*$/gm, "");
  return read.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

const roundToFive = (minutes: number): number => Math.round(minutes / 5) * 5;
