import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { MIN_WORDS, countWords, type QuizQuestion } from "./quiz";

/** The parts of an answer in sentences. */
export interface OpenAnswer {
  /** A good answer for learners to compare their own with. */
  readonly model: string;
  /** The points that an answer has to name, each with a pattern that finds it in upper or lower case. */
  readonly names: readonly { readonly what: string; readonly pattern: string }[];
}

const CIPHER = "aes-256-gcm";
/** Bytes of the initialization vector and of the tag, which stand before the text. */
const VECTOR = 12;
const TAG = 16;

type Question = Pick<QuizQuestion, "id" | "asks">;

const deriveKey = ({ id, asks }: Question): Buffer =>
  Buffer.from(hkdfSync("sha256", asks, id, "answer in own words", 32));

/**
 * Makes the model answer unreadable to somebody who opens the file of questions.
 *
 * It hides, and does not protect: the key comes from the question, which stands beside it, so that a check needs no
 * network and no password. A program of five lines reads it; and the course's solutions are public.
 *
 * @returns base64, the same for the same question and words
 */
export function sealModelAnswer(question: Question, words: OpenAnswer): string {
  const text = JSON.stringify(words);
  const vector = createHash("sha256").update(text).digest().subarray(0, VECTOR);
  const cipher = createCipheriv(CIPHER, deriveKey(question), vector);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([vector, cipher.getAuthTag(), sealed]).toString("base64");
}

/**
 * The words that `sealModelAnswer` has hidden.
 *
 * @throws Error if the question was changed after that
 */
export function openModelAnswer(question: Question & Pick<QuizQuestion, "sealed">): OpenAnswer {
  const bytes = Buffer.from(question.sealed ?? "", "base64");
  try {
    const decipher = createDecipheriv(CIPHER, deriveKey(question), bytes.subarray(0, VECTOR));
    decipher.setAuthTag(bytes.subarray(VECTOR, VECTOR + TAG));
    const text = Buffer.concat([decipher.update(bytes.subarray(VECTOR + TAG)), decipher.final()]).toString("utf8");
    return JSON.parse(text) as OpenAnswer;
  } catch (cause) {
    throw new Error(
      `data/quiz: the model answer of ${question.id} does not fit its question. Change questions in the quiz.json of the lab's folder in course, then \`npm run notebooks\`.`,
      { cause },
    );
  }
}

/** Small words without which there is hardly an English sentence. A list of key words has none of them. */
const SMALL_WORDS = new Set(
  "a an the it its is are be was can could has have will that which they them this these there you your we i as if to into in of for from on at by with without and or but then when after before".split(
    " ",
  ),
);
const MIN_SMALL_WORDS = 2;

/** A negation that belongs to the next word, as in "cannot load" and "is not meant to be used for loading". */
const NEGATED =
  /(?:\b(?:no|not|never|cannot|cant|dont|doesnt|wont|isnt|nothing|nobody|neither|nor|unable)|n['’]t)(?:\s+(?:a|an|the|any|is|are|be|been|able|capable|possible|to|of|for|in|used|useful|meant|made|suited|good|ever|really|typically|usually))*\s+$/i;
/** What ends the clause that a negation holds for: a mark, or a word that begins another clause. */
const CLAUSE_END = /[.,;:!?()\n]|\b(?:and|but|or|because|since|so|that|then|which|while|who)\b/i;
/** The longest text before a word in which a negation is looked for. */
const MAX_NEGATION_LENGTH = 80;

/**
 * The missing points of an answer in sentences, for a message; undefined if none is missing. A point that the answer negates is not
 * named: "cannot load events" says nothing about loading.
 */
export function findGap(answer: string, { names }: Pick<OpenAnswer, "names">): string | undefined {
  const words = countWords(answer);
  if (words < MIN_WORDS) return `${words} ${words === 1 ? "word" : "words"}`;
  const different = new Set(answer.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  if (different.size < MIN_WORDS) return `only ${different.size} different words`;
  if ([...different].filter((word) => SMALL_WORDS.has(word)).length < MIN_SMALL_WORDS)
    return "keywords, but no sentence";
  const missing = names.filter(({ pattern }) => !isNamed(answer, pattern)).map(({ what: label }) => label);
  return missing.length === 0 ? undefined : `your answer mentions none of these: ${missing.join("; ")}`;
}

/** Whether an answer names a point at least once without negating it. */
function isNamed(answer: string, pattern: string): boolean {
  let negatedAt: number | undefined;
  for (const { index } of answer.matchAll(new RegExp(pattern, "gi"))) {
    // A negation also holds for the rest of its clause: "cannot load events into S3 to be searched".
    const isInNegatedClause = negatedAt !== undefined && !CLAUSE_END.test(answer.slice(negatedAt, index));
    if (!isInNegatedClause && !NEGATED.test(answer.slice(Math.max(0, index - MAX_NEGATION_LENGTH), index))) return true;
    negatedAt = index;
  }
  return false;
}
