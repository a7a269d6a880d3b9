import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { parsedJson, unlessRefused, type Evidence, type ScriptPlan, type Stage } from "../grader/index";
import type { Random } from "../src/generators/random";
import { seededRandom } from "../src/generators/random";

/** Where the driver finds its questions and leaves the answers; no learner knows the bucket. */
const PLACE = { Bucket: "questions-to-the-script" };

/** What a script has answered to a question, or the message of what it threw. */
export type ScriptAnswer = { readonly value: unknown } | { readonly error: string };

/** A script that is a module: the code that puts one question to it, and the questions, which follow the seed. */
interface Asking {
  readonly path: string;
  /** The body of an async function of `script`, the module, and `question`: returns plain data. */
  readonly ask: string;
  readonly questions: (random: Random, seed: number) => readonly unknown[];
  /** Works on the answers. What it returns is put aside beside them. */
  readonly look?: (stage: Stage, answers: readonly ScriptAnswer[]) => Promise<Readonly<Record<string, unknown>>>;
}

/** How a script that is a module is run for judging: each question is put to it by a program that imports it. */
export function askedScript({ path, ask, questions, look }: Asking): ScriptPlan {
  return {
    path,
    driver: `
      import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
      const s3 = new S3Client({});
      const found = await s3.send(new GetObjectCommand({ Bucket: "${PLACE.Bucket}", Key: "questions.json" }));
      const questions = JSON.parse(await found.Body.transformToString());
      const ask = async (script, question) => { ${ask} };
      const inWords = (error) => ({ error: error instanceof Error ? error.message : String(error) });
      const answers = [];
      try {
        const script = await import("lab:script");
        for (const question of questions) {
          try {
            answers.push({ value: await ask(script, question) });
          } catch (error) {
            answers.push(inWords(error));
          }
        }
      } catch (error) {
        answers.push(...questions.map(() => inWords(error)));
      }
      await s3.send(new PutObjectCommand({ Bucket: "${PLACE.Bucket}", Key: "answers.json", Body: JSON.stringify(answers) }));
      process.exit(0);
    `,
    async prepare({ s3, seed }) {
      await s3.send(new CreateBucketCommand(PLACE));
      const asked = questions(seededRandom((seed ^ 0xa99) >>> 0), seed);
      await s3.send(new PutObjectCommand({ ...PLACE, Key: "questions.json", Body: JSON.stringify(asked) }));
    },
    async after(stage) {
      const answers = await readAnswers(stage);
      return { answers, ...(await look?.(stage, answers)) };
    },
  };
}

/** A script may have written anything in their place: that is no answer. */
async function readAnswers({ s3 }: Stage): Promise<ScriptAnswer[]> {
  const found = await unlessRefused(s3.send(new GetObjectCommand({ ...PLACE, Key: "answers.json" })));
  const left = parsedJson((await found?.Body?.transformToString()) ?? "[]");
  return Array.isArray(left) ? left.filter(isAnswer) : [];
}

const isAnswer = (value: unknown): value is ScriptAnswer =>
  typeof value === "object" &&
  value !== null &&
  ("value" in value || ("error" in value && typeof value.error === "string"));

/** What a script has answered, by question. */
export const answersOf = ({ seen }: Evidence): readonly ScriptAnswer[] =>
  (seen["answers"] ?? []) as readonly ScriptAnswer[];
