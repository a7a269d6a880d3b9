import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { getItemAt } from "../../../foundation/item-at";
import { QueryFault, SyntaxFault, type QueryInput, type QueryEngine } from "../../query-engine";

const path = join(import.meta.dirname, "..", "..", "..", ".labs", "trino");

/** The reason why Trino is not installed here; undefined if it is. */
export const withoutTrino: string | undefined = existsSync(join(path, "installed"))
  ? undefined
  : "Trino is not in .labs/trino; `npm test -- athena-sql` installs it where there are Maven, a JDK of version 17 and a network";

/** The outcome of a query in an engine: types and rows, values printed as Athena prints them, or its error. */
export type Verdict =
  | { readonly types: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly code: string; readonly message: string };

/** The number of expressions that one query of Trino's contains. */
const AT_ONCE = 100;

/**
 * Lets Trino answer queries, in order, in one process. It takes six seconds of processor time to start, and 25 ms for a
 * query.
 *
 * @param isLikelyFine whether a query is `SELECT <expression>` and Trino is expected to answer it: such expressions are
 *   asked a hundred at once, in a tenth of the time. The verdicts are the same where it refuses one of them after all
 * @throws Error if Trino ends before it has answered all
 */
export async function judgeByTrino(
  queries: readonly string[],
  isLikelyFine: (sql: string, at: number) => boolean = () => false,
): Promise<readonly Verdict[]> {
  const numbers = [...queries.keys()];
  const together = numbers.filter((at) => isLikelyFine(queries[at] ?? "", at));
  const alone = numbers.filter((at) => !together.includes(at));
  const expressions = together.map((at) => (queries[at] ?? "").replace(/^SELECT /, ""));
  const batches = Array.from({ length: Math.ceil(expressions.length / AT_ONCE) }, (_none, batch) =>
    expressions.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE),
  );
  const answers = await requestAnswers([...alone.map((at) => queries[at] ?? ""), ...batches]);
  if (answers.length !== queries.length)
    throw new Error(`Trino answered ${answers.length} of ${queries.length} queries`);
  const placeOf = new Map([...alone, ...together].map((at, position) => [at, position]));
  return numbers.map((at) => getItemAt(answers, placeOf.get(at) ?? -1));
}

/** The answers, one for each query, and one for each expression of a list. */
async function requestAnswers(lines: readonly (string | readonly string[])[]): Promise<readonly Verdict[]> {
  const child = spawn(
    "java",
    [
      // The process lives for seconds, too short for the optimizing compiler or a garbage collector with its own
      // threads to help.
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx1g",
      "-cp",
      [join(path, "classes"), join(path, "lib", "*")].join(delimiter),
      "TrinoJudge",
    ],
    { env: { PATH: process.env["PATH"] }, stdio: ["pipe", "pipe", "ignore"] },
  );
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const answers: Verdict[] = [];
  // The border: TrinoJudge.java writes these lines.
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line) as Verdict);
  return answers;
}

/** The outcome of a query without tables in our engine. A bug in our engine is an error with the code `OURS`. */
export async function judgeByOurEngine(engine: QueryEngine, input: QueryInput): Promise<Verdict> {
  try {
    const output = await engine.run(input);
    const rows: (readonly (string | null)[])[] = [];
    for await (const row of output.rows) rows.push([...row]);
    output.close();
    return { types: output.columns.map(({ type }) => type), rows };
  } catch (error) {
    if (error instanceof SyntaxFault) return { code: "SYNTAX", message: error.message };
    if (error instanceof QueryFault) return { code: error.code, message: error.message.slice(error.code.length + 2) };
    return { code: "OURS", message: String(error) };
  }
}
