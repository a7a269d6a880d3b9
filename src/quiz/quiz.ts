import { readFileSync } from "node:fs";
import { join } from "node:path";
import { between, seededRandom } from "../generators/random";
import { findProjectRoot } from "../running/project-root";

/** A question, as learners see it. Only the lab's solution says which letters are right. */
export interface QuizQuestion {
  /** The name of the answer: small letters and hyphens. */
  readonly id: string;
  /** The part of the course that the question is about, such as `Lab 03, part 1: How many shards?`. */
  readonly chapter: string;
  readonly kind: "choice" | "text";
  /** Whether the question is always asked, instead of drawn. */
  readonly always?: boolean;
  readonly asks: string;
  /** The choices by letter; absent for a question that is answered in sentences. */
  readonly choices?: Readonly<Record<string, string>>;
  /** More than one letter may be right. */
  readonly several?: boolean;
  /** What belongs to an answer in sentences, not to be read by opening the file: see `openModelAnswer`. */
  readonly sealed?: string;
}

/** The bank of questions: `data/quiz.json`, made from `course/04-windowed-delivery/quiz.json`, which an instructor may extend. */
export interface QuizBank {
  /** Decides which questions are drawn: the same ones for a whole class. */
  readonly seed: number;
  /** How many questions are drawn beside those that are always asked. */
  readonly drawn: number;
  readonly questions: readonly QuizQuestion[];
}

/** @param root the project's folder; by default that of the notebook */
export function readQuizBank(root = findProjectRoot()): QuizBank {
  return JSON.parse(readFileSync(join(root, "data", "quiz.json"), "utf8")) as QuizBank;
}

/** The lab of a question: its chapter begins with it, as in `Lab 03, part 1: How many shards?`. */
const getLab = ({ chapter }: QuizQuestion): string => /^Lab \d+/.exec(chapter)?.[0] ?? chapter;

/**
 * The questions that are always asked, in their order, and then those that the seed draws: one of each lab in turn, so
 * that every lab is asked about as often as the others.
 */
export function selectQuestions({ seed, drawn, questions }: QuizBank): readonly QuizQuestion[] {
  const random = seededRandom(seed);
  const left = new Map<string, QuizQuestion[]>();
  for (const question of questions.filter(({ always }) => always !== true))
    left.set(getLab(question), [...(left.get(getLab(question)) ?? []), question]);
  const chosen: QuizQuestion[] = [];
  while (chosen.length < drawn && left.size > 0) {
    for (const [lab, ofLab] of left) {
      if (chosen.length < drawn) chosen.push(...ofLab.splice(between(random, 0, ofLab.length - 1), 1));
      if (ofLab.length === 0) left.delete(lab);
    }
  }
  return [...questions.filter(({ always }) => always === true), ...chosen];
}

/** The fewest words of an answer in sentences. */
export const MIN_WORDS = 8;

export const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;
