import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GeneratedFile } from "../../authoring/build-lab";
import { refuse } from "../../authoring/problems";
import { sealModelAnswer, type OpenAnswer } from "../../src/quiz/model-answer";
import { getQuizBankPath, type QuizBank, type QuizQuestion } from "../../src/quiz/quiz";
import { ignoreMissing } from "../../grader/core/ignore-missing";

/** A question as an instructor writes it: with the model answer to read. */
type WrittenQuestion = Omit<QuizQuestion, "sealed"> & Partial<OpenAnswer>;

/** `quiz.json` in a lab's folder. */
export type WrittenBank = Omit<QuizBank, "questions"> & { readonly questions: readonly WrittenQuestion[] };

/** The path of a lab's questions, as an instructor writes them. */
export const getWrittenBankPath = (lab: string): string => `course/${lab}/quiz.json`;

/**
 * Learners' `data/quiz/<lab>.json`, with sealed model answers; nothing for a lab without questions.
 *
 * @throws CourseError for a question that wants sentences and has no model answer
 */
export async function buildQuizBank(root: string, lab: string): Promise<readonly GeneratedFile[]> {
  const file = join(root, getWrittenBankPath(lab));
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (text === undefined) return [];
  const { questions, ...bank } = JSON.parse(text) as WrittenBank;
  const problems = questions.filter(isIncomplete).map(({ id }) => ({
    file: getWrittenBankPath(lab),
    line: text.split("\n").findIndex((line) => line.includes(`"id": "${id}"`)) + 1,
    says: `The question ${id} expects sentences as its answer: it needs \`model\` and \`names\`.`,
  }));
  refuse(problems);
  const created: QuizBank = { ...bank, questions: questions.map(sealWords) };
  return [{ path: getQuizBankPath(lab), text: `${JSON.stringify(created, null, 2)}\n` }];
}

const isIncomplete = ({ kind, model, names }: WrittenQuestion): boolean =>
  kind === "text" && (model === undefined || names === undefined);

function sealWords({ model = "", names = [], ...question }: WrittenQuestion): QuizQuestion {
  return question.kind === "choice" ? question : { ...question, sealed: sealModelAnswer(question, { model, names }) };
}
