import { readFileSync } from "node:fs";
import { join } from "node:path";
import { between, seededRandom } from "../generators/random";
import { projectRoot } from "../running/project-root";

/** A question, as learners see it. Which letters are right stands in the lab's solution alone. */
export interface QuizQuestion {
  /** Small letters and hyphens: names the answer. */
  readonly id: string;
  /** The chapter of the course that it is about. */
  readonly chapter: string;
  readonly kind: "choice" | "text";
  /** Asked of everybody, not drawn. */
  readonly always?: boolean;
  readonly asks: string;
  /** By letter. */
  readonly choices?: Readonly<Record<string, string>>;
  /** More than one letter may be right. */
  readonly several?: boolean;
  /** A good answer in sentences, to be compared with one's own. */
  readonly model?: string;
  /** What an answer in sentences has to name, each with a pattern that finds it, whatever the case of its letters. */
  readonly names?: readonly { readonly what: string; readonly pattern: string }[];
}

/** The bank: `data/quiz.json`, which an instructor may extend. */
export interface QuizBank {
  /** Decides what is drawn: the same for a whole class. */
  readonly seed: number;
  /** How many are drawn beside those that are always asked. */
  readonly drawn: number;
  readonly questions: readonly QuizQuestion[];
}

/** @param root the project's folder; that of the notebook, if not given */
export function readQuizBank(root = projectRoot()): QuizBank {
  return JSON.parse(readFileSync(join(root, "data", "quiz.json"), "utf8")) as QuizBank;
}

/** Those that are always asked, in their order, and then those that the seed draws. */
export function askedOf({ seed, drawn, questions }: QuizBank): readonly QuizQuestion[] {
  const random = seededRandom(seed);
  const left = questions.filter(({ always }) => always !== true);
  const count = Math.min(drawn, left.length);
  const chosen = Array.from({ length: count }, () => left.splice(between(random, 0, left.length - 1), 1)).flat();
  return [...questions.filter(({ always }) => always === true), ...chosen];
}

/** Fewer words than this are no answer in sentences. */
export const FEWEST_WORDS = 8;

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;
