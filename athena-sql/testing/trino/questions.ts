import { createRandom, type Random } from "../../../foundation/random";
import { chapters } from "../../functions";
import { findOverloads } from "../../functions/registry";
import { drawExpressionQuery } from "./expressions";
import { drawNestedQuery } from "./queries";
import { drawBrokenQuery } from "./syntax";
import { WRITTEN } from "./written";
import type { Overload, Pattern } from "../../functions/signature";
import { spell } from "../../types/type";
import { listHints } from "./hints";
import { drawLiteral, pick } from "./literals";

/** The types that a type variable can be bound to. */
const ANY = ["integer", "varchar", "double", "boolean", "date", "bigint"];
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  n: ["integer", "bigint", "double", "decimal"],
  o: ["integer", "varchar", "double", "date"],
  k: ["varchar", "integer"],
};
const MAX_ITEMS = 4;
const ROWS = 5;

/** A query with one call of an overload, with random inputs; each type variable has the same type in all of them. */
function drawCall(name: string, overload: Overload, random: Random): string {
  const variables = new Map<string, string>();
  const takes = overload.variadic ? [...overload.takes, ...overload.takes.slice(-1)] : overload.takes;
  const drawArguments = (): string[] =>
    takes.map((pattern, position) => {
      const hints = listHints(name, position);
      return hints !== undefined && random.drawBelow(10) > 0
        ? pick(random, hints)
        : drawArgument(pattern, variables, random);
    });
  if (overload.kind === "scalar") return `SELECT ${name}(${drawArguments().join(", ")})`;
  const columns = takes.map((_pattern, position) => `x${position + 1}`);
  const first = drawArguments();
  // Arguments with hints, such as a percentile or an offset, are the same constant in all rows.
  const constant = columns.map((_column, column) => listHints(name, column) !== undefined);
  const inputs = columns.map((column, position) => (constant[position] ? (first[position] ?? column) : column));
  const rows = Array.from({ length: ROWS }, (_none, row) => [row === 0 ? first : drawArguments(), row] as const);
  const from = `FROM (VALUES ${rows.map(([values, row]) => `(${[row, ...values].join(", ")})`).join(", ")}) AS t (${["row", ...columns].map((column) => `"${column}"`).join(", ")})`;
  return overload.kind === "window"
    ? `SELECT ${name}(${inputs.join(", ")}) OVER (ORDER BY "row") ${from} ORDER BY "row"`
    : `SELECT ${name}(${inputs.join(", ")}) ${from}`;
}

function drawArgument(pattern: Pattern, variables: Map<string, string>, random: Random): string {
  switch (pattern.is) {
    case "type":
      return drawLiteral(spell(pattern.type), random);
    case "decimal":
      return drawLiteral("decimal", random);
    case "variable":
      return drawLiteral(drawVariable(pattern.name, variables, random), random);
    case "array":
      return `ARRAY[${drawItems(pattern.parts[0], variables, random).join(", ")}]`;
    case "map": {
      const [key, value] = pattern.parts;
      const keys = [...new Set(drawItems(key, variables, random))].filter((text) => !text.includes("NULL"));
      const values = keys.map(() => (value === undefined ? "NULL" : drawArgument(value, variables, random)));
      return `MAP(ARRAY[${keys.join(", ")}], ARRAY[${values.join(", ")}])`;
    }
    case "row":
      return `ROW(${pattern.parts.map((part) => drawArgument(part, variables, random)).join(", ")})`;
    case "function":
      return drawLambda(pattern.parts);
  }
}

const drawItems = (pattern: Pattern | undefined, variables: Map<string, string>, random: Random): string[] =>
  pattern === undefined
    ? []
    : Array.from({ length: 1 + random.drawBelow(MAX_ITEMS) }, () => drawArgument(pattern, variables, random));

function drawVariable(name: string, variables: Map<string, string>, random: Random): string {
  const chosen = variables.get(name) ?? pick(random, VARIABLES[name] ?? ANY);
  variables.set(name, chosen);
  return chosen;
}

/** A lambda that returns its first parameter, a string from that parameter, or whether that parameter is not NULL. */
function drawLambda(parts: readonly Pattern[]): string {
  const names = parts.slice(0, -1).map((_part, part) => `p${part + 1}`);
  const result = parts.at(-1);
  const isBoolean = result?.is === "type" && result.type.kind === "boolean";
  const isText = result?.is === "type" && result.type.kind === "varchar";
  const body = isBoolean ? `${names[0]} IS NOT NULL` : isText ? `upper(p1[1])` : `${names[0]}`;
  return `(${names.join(", ")}) -> ${body}`;
}

/** A query that both engines are asked. */
export interface Question {
  /**
   * `shown`: an example of a function's chapter. `call`: a call with random inputs. `nested`: a random query of queries, see queries.ts.
   * `written`: a query of written.ts.
   */
  readonly kind: "shown" | "call" | "expression" | "broken" | "nested" | "written";
  /** The function, or the part of the language, that the query tests. */
  readonly name: string;
  readonly sql: string;
}

/** The number of questions of each kind. */
interface Amount {
  /** The number of calls of each overload. */
  readonly calls: number;
  readonly expressions: number;
  readonly broken: number;
  readonly nested: number;
}

/** Questions about every function and syntax that the engine supports; the same for the same seed. */
export function drawQuestions(seed: string, { calls, expressions, broken, nested }: Amount): readonly Question[] {
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
  const [typed, cut, whole] = [random.fork("expressions"), random.fork("syntax"), random.fork("queries")];
  return [
    ...aboutFunctions,
    ...repeat(expressions, (): Question => ({ kind: "expression", name: "", sql: drawExpressionQuery(typed) })),
    ...repeat(broken, (): Question => ({ kind: "broken", name: "", sql: drawBrokenQuery(cut) })),
    ...repeat(nested, (): Question => ({ kind: "nested", name: "", sql: drawNestedQuery(whole) })),
  ];
}

/** The questions of written.ts. */
export const writtenQuestions: readonly Question[] = Object.entries(WRITTEN).flatMap(([name, queries]) =>
  queries.map((sql): Question => ({ kind: "written", name, sql })),
);

const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
