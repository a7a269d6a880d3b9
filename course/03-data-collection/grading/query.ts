import type { Evidence } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { getAnswers, planScriptQuestions } from "../../plan-script-questions";
import type { Row } from "../../sql/read-expression";
import { readPump, type Pump } from "./read-pump";
import { readStream, type Stream } from "./read-stream";
import { catchNotRead, parseAnswer, type ParseResult } from "../../sql/parse-result";

export const subsetQuery = planScriptQuestions({
  path: "src/collection/subset-transformation-query.ts",
  ask: "return script[question];",
  createQuestions: () => ["DESTINATION_STREAM", "STREAM_PUMP"],
  look: (_answers, seed) => Promise.resolve({ seed }),
});

/** The beginning of the reason why a statement could not be parsed. */
const INTRO = "the statement is not understood: ";

export const getStream = (run: Evidence): ParseResult<Stream> => parseAnswer(getAnswers(run)[0], readStream, INTRO);
export const getPump = (run: Evidence): ParseResult<Pump> => parseAnswer(getAnswers(run)[1], readPump, INTRO);

/** Made-up rows: ages around the minimum, and others. */
export function probeRows(seed: number, minimumAge = 21): Row[] {
  const random = seededRandom((seed ^ 0x5e1) >>> 0);
  return [minimumAge - 1, minimumAge, minimumAge + 1, 0, 100, ...[1, 2, 3, 4].map(() => between(random, 1, 99))].map(
    (age, n) => ({
      first: `First${n}`,
      last: `Last${between(random, 100, 999)}`,
      gender: n % 2 === 0 ? "female" : "male",
      age,
      country: `Country${n}`,
    }),
  );
}

/** For each of the made-up rows, whether a pump's condition takes it. */
export const evaluateCondition = (pump: Pump, rows: readonly Row[]): ParseResult<boolean[]> =>
  catchNotRead(() => rows.map((row) => pump.consume(row)));
/** Whether a pump's condition reads more than the age. A value of another column, such as a country, may be in none of the made-up rows. */
export const hasOtherColumns = (pump: Pump, rows: readonly Row[], ageName: string): boolean =>
  "problem" in catchNotRead(() => rows.map(({ [ageName]: age = 0 }) => pump.consume({ [ageName]: age })));
/** The values that a pump makes of the made-up rows, whatever its condition says. */
export const evaluateValues = (pump: Pump, rows: readonly Row[]): ParseResult<(readonly unknown[])[]> =>
  catchNotRead(() => rows.map((row) => pump.computeValues(row)));
export const getQuerySeed = ({ seen }: Evidence): number => Number(seen["seed"]);
