import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { labs, type Lab } from "../course/index";
import { buildSolutionFiles } from "../scripts/labs/solution-files";
import { installClone } from "../test/e2e/clone";
import { startSession, startEnvironment } from "../test/e2e/npm-start";
import { createRow, readSetting, repeat, type Measure, type Row, type Run } from "./bench";

const ROUNDS = readSetting("CHECK_ROUNDS", { otherwise: 5 });
/** The pause between two checks: shorter than the time a learner takes to read the advice and to correct the code. */
const BETWEEN_MS = 2000;
/** The pause before the first check: a learner's first cell takes some ten seconds; reading the lab takes longer. */
const FIRST_CHECK_MS = 30_000;
/** Exercises of each lab's notebook and scripts, with the goals of a check of one exercise, and of the whole lab. */
const LABS: Readonly<Record<string, readonly [exercises: readonly string[], one: Measure, whole: Measure]>> = {
  "01": [["create-buckets", "metrics"], "≤ 1 s", "≤ 5 s"],
  "02": [["create-firehose", "reading"], "≤ 2 s", "≤ 10 s"],
  "03": [["delivery-stream", "put-people"], "≤ 2 s", "≤ 10 s"],
  "04": [["delivery-stream", "window-end"], "≤ 2 s", "≤ 10 s"],
  "05": [[], "≤ 2 s", "≤ 5 s"],
};

/** The folder in which the learner works, and the environment variables of a cell there. */
interface LabSession {
  readonly clone: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function measureChecks({ root }: Run): Promise<Row[]> {
  const clone = installClone();
  const checkOpen = (session: LabSession): number =>
    measureSeconds(session, ["01", "--exercise", "01-streaming-ingestion.create-buckets"], 1);
  // The very first start bundles the programs, and then runs the solutions, while the learner opens the first lab.
  await runInSession(clone, checkOpen);
  return runInSession(clone, async (session) => {
    const rows = [
      createRow("a later start: the first check, asked 30 s later", "≤ 4 s", [checkOpen(session)]),
      createRow("an open exercise", "≤ 0.3 s", await runRounds(() => checkOpen(session))),
    ];
    for (const lab of labs) rows.push(...(await measureLab(session, root, lab)));
    return rows;
  });
}

/** Starts a session, waits until its checker answers, and runs `work` in it. */
async function runInSession<T>(clone: string, work: (session: LabSession) => T | Promise<T>): Promise<T> {
  const { start, session } = await startSession({ root: clone });
  try {
    while (!existsSync(join(clone, ".labs", "checker.json"))) await wait(20);
    await wait(FIRST_CHECK_MS);
    return await work({ clone, env: { ...startEnvironment(), ...session.environment } });
  } finally {
    start.press();
    await start.ended;
  }
}

const runRounds = (check: () => number): Promise<number[]> =>
  repeat(ROUNDS, () => wait(BETWEEN_MS).then(() => check()));

async function measureLab(session: LabSession, root: string, lab: Lab): Promise<Row[]> {
  const { number, id } = lab;
  const solution = await buildSolutionFiles(root, lab);
  const [exercises, part, whole] = LABS[number] ?? [[], "s", "s"];
  let last = 0;
  /** Saves the solution with a new statement in each answer, so that no checker has run this code before, and checks it. */
  const checkNew = (...selection: readonly string[]): number => {
    last += 1;
    for (const { path, text } of solution)
      writeFileSync(join(session.clone, path.replace("_Solution", "")), changeText(path, text, last));
    return measureSeconds(session, [number, ...selection], 0);
  };
  checkNew(); // compiles the code that is compiled only once
  const rows: Row[] = [];
  for (const exercise of exercises) {
    const values = await runRounds(() => checkNew("--exercise", `${id}.${exercise}`));
    rows.push(createRow(`lab ${number}, one exercise: ${exercise}`, part, values));
  }
  return [...rows, createRow(`lab ${number}, all of it`, whole, await runRounds(checkNew))];
}

/** Puts a statement that does nothing at the end of each answer. Answers inside an object or a call are left alone: only those that end with a statement can hold one more. */
function changeText(path: string, text: string, n: number): string {
  const appendStatement = (code: string) =>
    code.replaceAll(/(;\n)( *)(\/\/ ### END CODE HERE)/g, `$1$2void ${n};\n$2$3`);
  if (!path.endsWith(".ipynb")) return appendStatement(text);
  const notebook = JSON.parse(text) as INotebookContent;
  for (const cell of notebook.cells) cell.source = appendStatement([cell.source].flat().join(""));
  return JSON.stringify(notebook);
}

function measureSeconds({ clone, env }: LabSession, requested: readonly string[], status: number): number {
  const args = [join(clone, "scripts", "labs.mjs"), "check", ...requested];
  const began = performance.now();
  const ended = spawnSync(process.execPath, args, { cwd: clone, encoding: "utf8", env });
  const seconds = (performance.now() - began) / 1000;
  if (ended.status === status && ended.stderr === "") return seconds;
  throw new Error(`check ${requested.join(" ")} ended with ${ended.status}:\n${ended.stdout}${ended.stderr}`);
}
