import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../../../../../testing/venv";
import type { Question } from "./questions";

const path = join(root, ".labs", "serdes");

/** The reason why the SerDes are not installed here; undefined if they are. */
export const withoutSerdes: string | undefined = existsSync(join(path, "installed"))
  ? undefined
  : "Hive's and OpenX's SerDes are not in .labs/serdes; `npm test` installs them where there are Maven, a JDK of version 17 and a network";

/** The outcome of a line: its row, values printed as Athena prints them, or the reason why it is refused. */
export type Verdict = readonly (string | null)[] | { readonly refused: string };

/** Lets the SerDes read the lines of all questions, in order, in one process. @returns a verdict for each line of each question */
export async function judgeSerdes(questions: readonly Question[]): Promise<readonly (readonly Verdict[])[]> {
  const child = spawn(
    "java",
    [
      "-XX:TieredStopAtLevel=1",
      "-Duser.timezone=UTC",
      "-Dfile.encoding=UTF-8",
      "-cp",
      [join(path, "classes"), join(path, "lib", "*")].join(delimiter),
      "SerdeJudge",
    ],
    { env: { PATH: process.env["PATH"] }, stdio: ["pipe", "pipe", "ignore"] },
  );
  child.stdin.end(
    questions
      .map(({ serde, columns, properties, lines }) => {
        const named = {
          columns: columns.map(([name]) => name).join(),
          "columns.types": columns.map(([, type]) => type).join(":"),
        };
        return `${JSON.stringify({ serde, properties: { ...named, ...properties }, lines })}\n`;
      })
      .join(""),
  );
  const answers = (await text(child.stdout)).split("\n").slice(0, -1);
  if (answers.length !== questions.length)
    throw new Error(`the SerDes answered ${answers.length} of ${questions.length} questions`);
  // The border: SerdeJudge.java writes these lines.
  return answers.map((answer) => JSON.parse(answer) as Verdict[]);
}
