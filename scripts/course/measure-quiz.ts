import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing } from "../../grader/core/ignore-missing";
import { getWrittenBankPath, type WrittenBank } from "./quiz-bank";

/** A question with one right letter, and what could reveal it. */
interface SingleChoice {
  readonly right: string;
  readonly isLongest: boolean;
  readonly isShortest: boolean;
}

/** Counts of a lab's quiz. */
export interface QuizMeasure {
  /** The questions that a learner gets; the bank may have more. */
  readonly questionCount: number;
  /** Questions on earlier labs, in the whole bank. */
  readonly earlierCount: number;
  readonly single: readonly SingleChoice[];
}

/** The answers to a lab's quiz, as its solution has them, by the question's id. */
export function readQuizAnswers(root: string, lab: string): ReadonlyMap<string, string> {
  const folder = join(root, "course", lab, "lab");
  const part = readdirSync(folder).find((name) => name.endsWith("-quiz.ts"));
  const solution = part === undefined ? "" : readFileSync(join(folder, part), "utf8");
  return new Map(
    [...solution.matchAll(/^ {2}"([a-z0-9-]+)": "(.*)",/gm)].map(([, id = "", answer = ""]) => [id, answer]),
  );
}

/** Counts a lab's quiz; undefined for a lab without one. */
export async function measureQuiz(root: string, lab: string): Promise<QuizMeasure | undefined> {
  const text = await readFile(join(root, getWrittenBankPath(lab)), "utf8").catch(ignoreMissing);
  if (text === undefined) return undefined;
  const { questions, drawn } = JSON.parse(text) as WrittenBank;
  const answers = readQuizAnswers(root, lab);
  const single = questions.filter(({ kind, several }) => kind === "choice" && several !== true);
  return {
    questionCount: questions.filter(({ always }) => always === true).length + drawn,
    earlierCount: questions.filter(({ chapter }) => isEarlier(chapter, lab)).length,
    single: single.map(({ id, choices = {} }) => {
      const right = answers.get(id) ?? "";
      const lengths = Object.values(choices).map((text) => text.length);
      const rightLength = choices[right]?.length ?? 0;
      const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
      return { right, isLongest: rightLength === longest, isShortest: rightLength === shortest };
    }),
  };
}

/** Whether a chapter, such as `Lab 01, part 2: A streaming ETL process`, belongs to a lab before this one. */
const isEarlier = (chapter: string, lab: string): boolean =>
  Number(/^Lab (\d+),/.exec(chapter)?.[1] ?? lab.slice(0, 2)) < Number(lab.slice(0, 2));
