import type { Evidence, ScriptAnswer, ScriptPlan } from "../grader/index";
import type { Random } from "../src/generators/random";
import { seededRandom } from "../src/generators/random";

/** A script that is a module: the code that puts one question to it, and the questions, which follow the seed. */
interface Asking {
  readonly path: string;
  /** The body of an async function of `script`, the module, and `question`: returns plain data. */
  readonly ask: string;
  readonly questions: (random: Random, seed: number) => readonly unknown[];
  readonly look?: NonNullable<ScriptPlan["asked"]>["look"];
}

/** How a script that is a module is run for judging: each question is put to it by a program that imports it. */
export function askedScript({ path, ask, questions, look }: Asking): ScriptPlan {
  return {
    path,
    driver: `
      const ask = async (script, question) => { ${ask} };
      const inWords = (error) => ({ error: error instanceof Error ? error.message : String(error) });
      export async function answersTo(questions) {
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
        return JSON.stringify(answers);
      }
    `,
    asked: {
      questions: (seed) => questions(seededRandom((seed ^ 0xa99) >>> 0), seed),
      ...(look ? { look } : {}),
    },
  };
}

/** What a script has answered, by question. */
export const answersOf = ({ seen }: Evidence): readonly ScriptAnswer[] =>
  (seen["answers"] ?? []) as readonly ScriptAnswer[];
