import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { itemAt } from "../../../../../core/item-at";
import { root } from "../../../../../testing/venv";

const place = join(root, ".labs", "trino");

/** Why Trino cannot judge here; undefined if it can. */
export const withoutTrino: string | undefined = existsSync(join(place, "installed"))
  ? undefined
  : "Trino is not in .labs/trino; `npm test -- cloud/services/athena` installs it where there are Maven, a JDK of version 17 and a network";

/** What an engine makes of a query: types and rows, values printed as Athena prints them, or why it refuses. */
export type Verdict =
  | { readonly types: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly code: string; readonly message: string };

/** How many expressions Trino plans at once. */
const AT_ONCE = 100;

/**
 * Has Trino answer queries, in their order, by one process. It takes six seconds of processor time to start, and 25 ms for a query.
 *
 * @param isLikelyFine whether a query is `SELECT <expression>` and Trino is expected to answer it: such expressions are asked a hundred
 *   at once, in a tenth of the time. The verdicts are the same where it refuses one of them after all
 * @throws Error if Trino ends before it has answered all
 */
export async function trinoVerdicts(
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
  const answers = await answersTo([...alone.map((at) => queries[at] ?? ""), ...batches]);
  if (answers.length !== queries.length)
    throw new Error(`Trino answered ${answers.length} of ${queries.length} queries`);
  const placeOf = new Map([...alone, ...together].map((at, place) => [at, place]));
  return numbers.map((at) => itemAt(answers, placeOf.get(at) ?? -1));
}

/** One answer for each query, and for each expression of a list. */
async function answersTo(lines: readonly (string | readonly string[])[]): Promise<readonly Verdict[]> {
  const child = spawn(
    "java",
    [
      // It lives for seconds: neither the slower compiler nor a collector with threads of its own pays.
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx1g",
      "-cp",
      [join(place, "classes"), join(place, "lib", "*")].join(delimiter),
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
