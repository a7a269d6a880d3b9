import type { Evidence, ScriptAnswer, ScriptPlan } from "../grader/index";
import { seededRandom, type Random } from "../src/generators/random";

/** A script that exports functions, and the questions it is judged by. */
interface QuestionPlan {
  readonly path: string;
  /**
   * The body of an async function with the parameters `script` (the module) and `question`; it returns plain data. There,
   * `describeError(error)` turns an error into text.
   */
  readonly ask: string;
  readonly createQuestions: (random: Random, seed: number) => readonly unknown[];
  readonly look?: NonNullable<ScriptPlan["questionPlan"]>["look"];
}

/** The plan that judges a script which exports functions: a program imports the script, and asks it each question. */
export function planScriptQuestions({ path, ask, createQuestions, look }: QuestionPlan): ScriptPlan {
  return {
    path,
    driver: `
      const ask = async (script, question) => { ${ask} };
      const describeError = (error) => {
        if (!(error instanceof Error)) return String(error);
        // The message calls an open exercise "this exercise", although it may be another one: the grader needs the name.
        return error.name === "ExerciseOpen" ? error.name + " " + error.message : error.message;
      };
      const inWords = (error) => ({ error: describeError(error) });
      export async function answerQuestions(questions) {
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
    questionPlan: {
      createQuestions: (seed) => createQuestions(seededRandom((seed ^ 0xa99) >>> 0), seed),
      ...(look ? { look } : {}),
    },
  };
}

/** The script's answers, in the order of the questions. */
export const getAnswers = ({ seen }: Evidence): readonly ScriptAnswer[] =>
  (seen["answers"] ?? []) as readonly ScriptAnswer[];
