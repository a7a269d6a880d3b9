import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import type { QuizQuestion } from "./quiz";

/** The parts of an answer in sentences. */
export interface OpenAnswer {
  /** A good answer for learners to compare their own with. */
  readonly model: string;
  /** The points that a good answer names. */
  readonly names: readonly string[];
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
