import { statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { walkSyntaxNodes } from "./syntax-nodes";

/** A lab's texts for learners outside of its notebook, by their ids in a translation, such as `hint.merge.1`. */
export type LearnerTexts = ReadonlyMap<string, string>;

interface Question {
  readonly id: string;
  readonly chapter: string;
  readonly asks: string;
  readonly choices?: Readonly<Record<string, string>>;
}

type Prediction = { readonly id: string; readonly choices?: Readonly<Record<string, string>> } & Readonly<
  Partial<Record<(typeof PREDICTION_TEXTS)[number], string>>
>;
const PREDICTION_TEXTS = ["about", "below", "above", "why"] as const;

/**
 * Reads a lab's hints, the questions of its quiz, what is said about predictions, and the sentences of its checks. Each text has one id,
 * even if it occurs several times.
 *
 * @param root the project's folder
 */
export async function readLearnerTexts(root: string, lab: string): Promise<LearnerTexts> {
  const hints = await readJson<Readonly<Record<string, readonly string[]>>>(root, "data/hints.json", {});
  const quiz = await readJson<{ readonly questions: readonly Question[] }>(root, `course/${lab}/quiz.json`, {
    questions: [],
  });
  const predictions = await readJson<readonly Prediction[]>(root, "data/predictions.json", []);
  const isOfLab = (id: string): boolean => id.startsWith(`${lab}.`);
  const getName = (id: string): string => id.slice(lab.length + 1);
  const texts = [
    ...Object.entries(hints)
      .filter(([id]) => isOfLab(id))
      .flatMap(([id, steps]) => steps.map((text, at) => [`hint.${getName(id)}.${at + 1}`, text] as const)),
    ...quiz.questions.flatMap(listQuestionTexts),
    ...predictions
      .filter(({ id }) => isOfLab(id))
      .flatMap((question) => listPredictionTexts(question, getName(question.id))),
    ...nameSentences((await readChecks(root, lab)).flatMap(listSentences)),
  ];
  const seen = new Set([""]);
  return new Map(texts.filter(([, text]) => seen.size < seen.add(text).size));
}

const listQuestionTexts = ({ id, chapter, asks, choices = {} }: Question): (readonly [string, string])[] => [
  [`quiz.${id}.chapter`, chapter],
  [`quiz.${id}`, asks],
  ...Object.entries(choices).map(([letter, text]) => [`quiz.${id}.${letter}`, text] as const),
];

const listPredictionTexts = (question: Prediction, name: string): (readonly [string, string])[] => [
  ...PREDICTION_TEXTS.map((member) => [`prediction.${name}.${member}`, question[member] ?? ""] as const),
  ...Object.entries(question.choices ?? {}).map(([choice, text]) => [`prediction.${name}.${choice}`, text] as const),
];

async function readJson<T>(root: string, path: string, missing: T): Promise<T> {
  const file = join(root, path);
  return statSync(file, { throwIfNoEntry: false }) ? (JSON.parse(await readFile(file, "utf8")) as T) : missing;
}

/** The code of `checks.ts` and of the files in `checks/`. */
async function readChecks(root: string, lab: string): Promise<string[]> {
  const folder = join(root, "course", lab);
  const parts = statSync(join(folder, "checks"), { throwIfNoEntry: false })
    ? await readdir(join(folder, "checks"))
    : [];
  const files = ["checks.ts", ...parts.sort().map((name) => `checks/${name}`)];
  return Promise.all(
    files
      .map((name) => join(folder, name))
      .filter((file) => file.endsWith(".ts") && statSync(file, { throwIfNoEntry: false }))
      .map((file) => readFile(file, "utf8")),
  );
}

const PLACEHOLDER = /\{\d\}/;
/** With fewer letters, a template such as `{1} and {2}` would match sentences that it isn't meant for. */
const MIN_LETTERS = 5;

/** The sentences in some code: its texts of several words, see `listTexts`. */
const listSentences = (code: string): string[] => listTexts(code).filter(isSentence);

/**
 * The texts in some code. In a template, each value is a placeholder: `the range was cut at {1} %`. What an import names or `throw`
 * reports isn't for learners.
 */
export function listTexts(code: string): string[] {
  const texts: string[] = [];
  for (const node of walkSyntaxNodes(ts.createSourceFile("checks.ts", code, ts.ScriptTarget.Latest, true))) {
    const text = readTemplate(node)?.trim();
    if (text === undefined) continue;
    if (!ts.findAncestor(node, (around) => ts.isImportDeclaration(around) || ts.isThrowStatement(around)))
      texts.push(text);
  }
  return texts;
}

const isSentence = (text: string): boolean =>
  PLACEHOLDER.test(text) ? text.replaceAll(/\{\d\}|[^\p{L}]/gu, "").length >= MIN_LETTERS : text.includes(" ");

function readTemplate(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }, at) => `{${at + 1}}${literal.text}`)].join("");
}

const ID_WORDS = 6;

/** Gives each sentence an id of its first words, and of as many more as tell it from the others. */
function nameSentences(sentences: readonly string[]): (readonly [string, string])[] {
  const taken = new Map<string, string>();
  for (const sentence of sentences) {
    const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    let count = Math.min(ID_WORDS, words.length);
    const createId = (): string => `feedback.${words.slice(0, count).join("-")}`;
    while (count < words.length && (taken.get(createId()) ?? sentence) !== sentence) count += 1;
    taken.set(createId(), sentence);
  }
  return [...taken];
}
