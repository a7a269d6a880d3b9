import { escapeHtml } from "../display/html";
import { show } from "../display/kernel-display";
import { openLearnerTexts, type Say } from "../exercises/learner-texts";
import { openModelAnswer } from "./model-answer";
import { selectQuestions, MIN_WORDS, orderChoices, readQuizBank, countWords, type QuizQuestion } from "./quiz";

/**
 * Shows the questions of a lab's quiz, each with its name.
 *
 * @param name the learner's name, which decides the order of the choices
 */
export function showQuiz(lab: string, name?: string): void {
  const say = openLearnerTexts(lab);
  const questions = selectQuestions(readQuizBank(lab)).map((question) => toShown(orderChoices(question, name), say));
  show({
    "text/html": questions.map(renderHtml).join(""),
    "text/plain": questions.map(renderText).join("\n\n"),
  });
}

/**
 * Shows a model answer and the rubric for each question that asks for sentences, once the learner has answered it. The
 * learner compares.
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
  return [`${question.id}: ${model}`, "  A good answer names:", ...names.map((point) => `  - ${point}`)].join("\n");
}

const describeAnswerForm = ({ kind, several }: QuizQuestion): string =>
  kind === "text" ? "in sentences" : several === true ? "all letters that are right" : "one letter";

/** A question in the learner's language. */
interface ShownQuestion {
  readonly id: string;
  readonly asks: string;
  /** How to answer it, such as *one letter*. */
  readonly form: string;
  readonly choices: readonly (readonly [letter: string, text: string])[];
}

const toShown = (question: QuizQuestion, say: Say): ShownQuestion => ({
  id: question.id,
  asks: say(question.asks),
  form: say(describeAnswerForm(question)),
  choices: Object.entries(question.choices ?? {}).map(([letter, text]) => [letter, say(text)]),
});

function renderHtml({ id, asks, form, choices }: ShownQuestion): string {
  const list = choices.map(([letter, text]) => `<br><b>${letter}</b> ${escapeHtml(text)}`);
  return `<p><code>${escapeHtml(id)}</code> ${escapeHtml(asks)} <i>(${escapeHtml(form)})</i>${list.join("")}</p>`;
}

function renderText({ id, asks, form, choices }: ShownQuestion): string {
  return [`${id}: ${asks} (${form})`, ...choices.map(([letter, text]) => `  ${letter}  ${text}`)].join("\n");
}
