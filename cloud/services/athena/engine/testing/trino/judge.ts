import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../../../../testing/venv";

const place = join(root, ".labs", "trino");

/** Why Trino cannot judge here; undefined if it can. */
export const withoutTrino: string | undefined = existsSync(join(place, "installed"))
  ? undefined
  : "Trino is not in .labs/trino; `LONG_TESTS=1 npm test -- cloud/services/athena` installs it where there are Maven, a JDK of version 17 and a network";

/** What an engine makes of a query: types and rows, values printed as Athena prints them, or why it refuses. */
export type Verdict =
  | { readonly types: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly code: string; readonly message: string };

/** Has Trino answer queries, in their order, by one process. It takes some seconds to start. */
export async function trinoVerdicts(queries: readonly string[]): Promise<readonly Verdict[]> {
  const child = spawn(
    "java",
    [
      "-XX:TieredStopAtLevel=1",
      "-Xmx1g",
      "-cp",
      [join(place, "classes"), join(place, "lib", "*")].join(delimiter),
      "TrinoJudge",
    ],
    { env: { PATH: process.env["PATH"] }, stdio: ["pipe", "pipe", "ignore"] },
  );
  child.stdin.end(queries.map((sql) => `${JSON.stringify(sql)}\n`).join(""));
  const verdicts: Verdict[] = [];
  // The border: TrinoJudge.java writes these lines.
  for await (const line of createInterface({ input: child.stdout })) verdicts.push(JSON.parse(line) as Verdict);
  if (verdicts.length !== queries.length)
    throw new Error(`Trino answered ${verdicts.length} of ${queries.length} queries`);
  return verdicts;
}
