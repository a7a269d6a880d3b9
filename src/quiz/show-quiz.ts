import { escapeHtml } from "../display/html";
import { show } from "../display/kernel-display";
import { openModelAnswer } from "./model-answer";
import { selectQuestions, MIN_WORDS, orderChoices, readQuizBank, countWords, type QuizQuestion } from "./quiz";

/**
 * Shows the questions of a lab's quiz, each with its name.
 *
 * @param name the learner's name, which decides the order of the choices
 */
export function showQuiz(lab: string, name?: string): void {
  const questions = selectQuestions(readQuizBank(lab)).map((question) => orderChoices(question, name));
  show({
    "text/html": questions.map(renderHtml).join(""),
    "text/plain": questions.map(renderText).join("\n\n"),
  });
}

/**
 * Shows a model answer and the rubric for each question that asks for sentences, once the learner has answered it. The
 * learner compares, and sees what the check looks for.
 */
export function showModelAnswers(lab: string, answers: Readonly<Record<string, string>>): void {
  const texts = selectQuestions(readQuizBank(lab)).filter(({ kind }) => kind === "text");
  const lines = texts.map((question) =>
    countWords(String(answers[question.id] ?? "")) < MIN_WORDS
      ? `${question.id}: answer it first, in ${MIN_WORDS} words or more.`
      : describeRubric(question),
  );
  console.log(lines.join("\n\n"));
}

function describeRubric(question: QuizQuestion): string {
  const { model, names } = openModelAnswer(question);
  return [`${question.id}: ${model}`, "  A good answer names:", ...names.map(({ what: label }) => `  - ${label}`)].join(
    "\n",
  );
}

const describeAnswerForm = ({ kind, several }: QuizQuestion): string =>
  kind === "text" ? "in sentences" : several === true ? "all letters that are right" : "one letter";

function renderHtml(question: QuizQuestion): string {
  const choices = Object.entries(question.choices ?? {}).map(
    ([letter, text]) => `<br><b>${letter}</b> ${escapeHtml(text)}`,
  );
  return `<p><code>${escapeHtml(question.id)}</code> ${escapeHtml(question.asks)} <i>(${describeAnswerForm(question)})</i>${choices.join("")}</p>`;
}

function renderText(question: QuizQuestion): string {
  const choices = Object.entries(question.choices ?? {}).map(([letter, text]) => `  ${letter}  ${text}`);
  return [`${question.id}: ${question.asks} (${describeAnswerForm(question)})`, ...choices].join("\n");
}
