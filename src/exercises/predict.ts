import { readFileSync } from "node:fs";
import { join } from "node:path";
import { showTable } from "../display/show-table";
import { findProjectRoot } from "../running/project-root";
import { getLabOf, openLearnerTexts, type Say } from "./learner-texts";
import { listRecorded, readRecord, storeRecord } from "./records";

/** A question of `data/predictions.json`. */
export interface PredictionQuestion {
  /** Such as `02-fuel-network.too-early`. */
  readonly id: string;
  /** The predicted quantity, such as *readings found*. */
  readonly about: string;
  /** The choices, each with what belongs to it; absent for a number or a text. */
  readonly choices?: Readonly<Record<string, string>>;
  /** For a number: how far a prediction may be from what happened and still be right, such as 0.2 of it. */
  readonly near?: number;
  /** The thing that a low prediction overlooks. */
  readonly below?: string;
  /** The thing that a high prediction overlooks. */
  readonly above?: string;
  /** Why it happened: for a prediction that was right, and for a text. */
  readonly why: string;
}

/** A learner's prediction, and what happened then. Never graded. */
export interface Prediction {
  readonly guess: string;
  /** When it was made, in ISO 8601. */
  readonly at: string;
  readonly happened?: string;
  /** Undefined for a text, which only the learner can compare. */
  readonly isRight?: boolean;
}

/** In a lab's cell, until the learner writes a prediction. */
const PLACEHOLDER = "?";
const SHOWN_DIGITS = 3;

/** All questions of the course that ask for a prediction. */
export const readPredictionQuestions = (root = findProjectRoot()): readonly PredictionQuestion[] =>
  JSON.parse(readFileSync(join(root, "data", "predictions.json"), "utf8")) as PredictionQuestion[];

/** The learner's predictions for a question, oldest first. */
export const readPredictions = (id: string, root = findProjectRoot()): readonly Prediction[] =>
  (readRecord(root, "predictions", id) ?? []) as readonly Prediction[];

/** Counts the predictions of a lab's learner, by the first one for each question. */
export function countPredictions(root: string, lab: string): { made: number; right: number } {
  const first = listRecorded(root, "predictions", lab).flatMap((id) => readPredictions(id, root).slice(0, 1));
  return { made: first.length, right: first.filter(({ isRight }) => isRight === true).length };
}

/**
 * Records what you expect, before you run the cell that shows it. It is never graded.
 *
 * @param id    such as `02-fuel-network.too-early`
 * @param guess one of the choices, a number, or a text
 */
export async function predict(id: string, guess: string | number): Promise<void> {
  if (!isLearnerRun()) return;
  const question = findQuestion(id);
  const say = openLearnerTexts(getLabOf(id));
  const text = String(guess).trim();
  if (text === "" || text === PLACEHOLDER) {
    const answer = describeExpectedAnswer(question, say);
    console.log(say("Not predicted yet: write {1} instead of the {2}, and run this cell.", answer, PLACEHOLDER));
    return;
  }
  const read = readGuess(question, text);
  if (read === undefined) {
    console.log(say("Nothing recorded: write {1}.", describeExpectedAnswer(question, say)));
    return;
  }
  const earlier = readPredictions(id);
  // Until something has happened, a learner may think again.
  const compared = earlier.filter(({ happened }) => happened !== undefined);
  storePredictions(id, [...compared, { guess: read, at: new Date().toISOString() }]);
  console.log(say("Your prediction is recorded: {1}. Now run the next cell to find out.", read));
}

/**
 * Shows your prediction beside what happened, and explains the difference.
 *
 * @param happened one of the choices, a number, or a text
 */
export async function comparePrediction(id: string, happened: string | number): Promise<void> {
  if (process.env["LABS_GRADING"]) return;
  const question = findQuestion(id);
  const say = openLearnerTexts(getLabOf(id));
  const outcome = formatOutcome(happened);
  const predictions = isLearnerRun() ? readPredictions(id) : [];
  const last = predictions.at(-1);
  showTable([
    {
      [say("about")]: say(question.about),
      [say("you predicted")]: last?.guess ?? say("nothing"),
      [say("it was")]: outcome,
    },
  ]);
  if (last === undefined) {
    console.log(say(question.why));
    return;
  }
  const isRight = isCloseEnough(question, last.guess, outcome);
  console.log(explainDifference(question, last.guess, { outcome, isRight, say }));
  storePredictions(id, [
    ...predictions.slice(0, -1),
    { ...last, happened: outcome, ...(isRight === undefined ? {} : { isRight }) },
  ]);
}

/** Whether a learner runs the cell: not the grader, nor the run that makes a solution's notebook. */
const isLearnerRun = (): boolean => !process.env["LABS_GRADING"] && !process.env["LABS_LAB"];

const isNumeric = ({ near }: PredictionQuestion): boolean => near !== undefined;

function findQuestion(id: string): PredictionQuestion {
  const question = readPredictionQuestions().find((predictionQuestion) => predictionQuestion.id === id);
  if (question === undefined)
    throw new Error(`There is no question \`${id}\`: questions are named like 02-fuel-network.too-early.`);
  return question;
}

function describeExpectedAnswer(question: PredictionQuestion, say: Say): string {
  if (isNumeric(question)) return say("a number");
  const choices = Object.keys(question.choices ?? {}).map((choice) => `"${choice}"`);
  if (choices.length === 0) return say("a sentence");
  return say("{1} or {2}", choices.slice(0, -1).join(", "), choices.at(-1) ?? "");
}

/** The guess as it is recorded; undefined if it answers another question. */
function readGuess(question: PredictionQuestion, text: string): string | undefined {
  if (isNumeric(question)) return /-?\d+(?:\.\d+)?/.exec(text.replaceAll(",", ""))?.[0];
  if (question.choices === undefined) return text;
  return Object.keys(question.choices).find((choice) => choice.toLowerCase() === text.toLowerCase());
}

const formatOutcome = (happened: string | number): string =>
  typeof happened === "number" && !Number.isInteger(happened)
    ? String(Number(happened.toPrecision(SHOWN_DIGITS)))
    : String(happened);

function isCloseEnough(question: PredictionQuestion, guess: string, outcome: string): boolean | undefined {
  const { near = 0, choices } = question;
  if (isNumeric(question)) return Math.abs(Number(guess) - Number(outcome)) <= near * Math.abs(Number(outcome));
  return choices === undefined ? undefined : guess === outcome;
}

function explainDifference(
  question: PredictionQuestion,
  guess: string,
  { outcome, isRight, say }: { outcome: string; isRight: boolean | undefined; say: Say },
): string {
  const why = say(question.why);
  if (isRight === true) return `✓ ${say("As you predicted.")} ${why}`;
  if (isRight === undefined) return `${say("Compare the two yourself.")} ${why}`;
  const isOwnNumeric = isNumeric(question)
    ? Number(guess) < Number(outcome)
      ? question.below
      : question.above
    : question.choices?.[guess];
  return [`${say("Something else happened.")} ${say(isOwnNumeric ?? "")}`.trim(), why].join("\n");
}

const storePredictions = (id: string, record: readonly Prediction[]): void =>
  storeRecord(findProjectRoot(), "predictions", { id, record });
