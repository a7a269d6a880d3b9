import { createRandom } from "../../../../../core/random";
import { chapters } from "../../functions";
import { findOverloads } from "../../functions/registry";
import { drawCall } from "./calls";
import { drawExpressionQuery } from "./expressions";
import { drawBrokenQuery } from "./syntax";
import { WRITTEN } from "./written";

/** A query that both engines are asked. */
export interface Question {
  /**
   * `shown`: an example of a function's chapter. `call`: a call with random arguments. `written`: a query of written.ts.
   */
  readonly kind: "shown" | "call" | "expression" | "broken" | "written";
  /** The function, or the part of the language, that the query tests. */
  readonly name: string;
  readonly sql: string;
}

/** The number of questions of each kind. */
export interface Amount {
  /** The number of calls of each overload. */
  readonly calls: number;
  readonly expressions: number;
  readonly broken: number;
}

/** Questions about every function and syntax that the engine supports; the same for the same seed. */
export function drawQuestions(seed: string, { calls, expressions, broken }: Amount): readonly Question[] {
  const random = createRandom(seed);
  const aboutFunctions = chapters.flatMap(({ functions }) =>
    Object.entries(functions).flatMap(([name, { shows }]): readonly Question[] => {
      const drawn = random.fork(name);
      return [
        ...shows.map(([call]): Question => ({ kind: "shown", name, sql: `SELECT ${call}` })),
        ...(findOverloads(name) ?? []).flatMap((overload) =>
          repeat(calls, (): Question => ({ kind: "call", name, sql: drawCall(name, overload, drawn) })),
        ),
      ];
    }),
  );
  const [typed, cut] = [random.fork("expressions"), random.fork("syntax")];
  return [
    ...aboutFunctions,
    ...repeat(expressions, (): Question => ({ kind: "expression", name: "", sql: drawExpressionQuery(typed) })),
    ...repeat(broken, (): Question => ({ kind: "broken", name: "", sql: drawBrokenQuery(cut) })),
  ];
}

/** The questions of written.ts. */
export const writtenQuestions: readonly Question[] = Object.entries(WRITTEN).flatMap(([name, queries]) =>
  queries.map((sql): Question => ({ kind: "written", name, sql })),
);

const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
