import { readFileSync } from "node:fs";
import { join } from "node:path";
import { between, seededRandom } from "../generators/random";
import { drawVariantSeed } from "../exercises/draw-variant";
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
  /** The parts of an answer in sentences, unreadable in the file itself: see `openModelAnswer`. */
  readonly sealed?: string;
}

/** A lab's bank of questions: `data/quiz/<lab>.json`, made from `course/<lab>/quiz.json`, which an instructor may extend. */
export interface QuizBank {
  /** Decides which questions are drawn: the same ones for a whole class. */
  readonly seed: number;
  /** How many questions are drawn beside those that are always asked. */
  readonly drawn: number;
  readonly questions: readonly QuizQuestion[];
}

/** The path of a lab's bank in the project. */
export const getQuizBankPath = (lab: string): string => `data/quiz/${lab}.json`;

/** @param root the project's folder; by default that of the notebook */
export function readQuizBank(lab: string, root = findProjectRoot()): QuizBank {
  return JSON.parse(readFileSync(join(root, getQuizBankPath(lab)), "utf8")) as QuizBank;
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
    for (const [lab, labQuestions] of left) {
      if (chosen.length < drawn) chosen.push(...labQuestions.splice(between(random, 0, labQuestions.length - 1), 1));
      if (labQuestions.length === 0) left.delete(lab);
    }
  }
  return [...questions.filter(({ always }) => always === true), ...chosen];
}

/**
 * The letters of a question's choices, in the order in which a learner sees the choices: the first one is shown as `a`.
 *
 * @param name the learner's name, in upper or lower case; without a name, the order is that of the bank
 */
export function drawOrder({ id, choices = {} }: Pick<QuizQuestion, "id" | "choices">, name = ""): readonly string[] {
  const left = Object.keys(choices);
  if (name.trim() === "") return left;
  const random = seededRandom(drawVariantSeed(id, name));
  const order: string[] = [];
  while (left.length > 0) order.push(...left.splice(between(random, 0, left.length - 1), 1));
  return order;
}

/** A question with its choices in the order of a learner. */
export function orderChoices(question: QuizQuestion, name?: string): QuizQuestion {
  const { choices } = question;
  if (choices === undefined) return question;
  const texts = drawOrder(question, name).map((letter) => choices[letter] ?? "");
  return {
    ...question,
    choices: Object.fromEntries(Object.keys(choices).map((letter, at) => [letter, texts[at] ?? ""])),
  };
}

/** Letters at the beginning, such as `a: in the buffer`, `A (each column)` or `a and c`. A sentence that begins with "a" has none. */
const LEADING_LETTERS = /^\W*([a-z](?:\W+(?:(?:and|or|und|oder)\W+)?[a-z]\b)*)\s*(?:$|[^\w\s])/;

/**
 * The bank's letters that a learner means, in alphabetical order, each once: all that the answer consists of, or those it begins with. A
 * letter that the question doesn't offer stays as it is.
 */
export function toBankLetters(question: QuizQuestion, answer: string, name?: string): string {
  const shown = Object.keys(question.choices ?? {});
  const order = drawOrder(question, name);
  const text = answer.toLowerCase();
  const typed = [...text.replace(/[^a-z]/g, "")];
  const leading = LEADING_LETTERS.exec(text)?.[1]?.match(/\b[a-z]\b/g) ?? [];
  const isLetters = typed.every((letter) => shown.includes(letter)) || leading.length === 0;
  const letters = (isLetters ? typed : leading).map((letter) => order[shown.indexOf(letter)] ?? letter);
  return [...new Set(letters)].sort().join("");
}

/** The fewest words of an answer in sentences. */
export const MIN_WORDS = 8;

export const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;
