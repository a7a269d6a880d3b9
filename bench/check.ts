import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { labs, type Lab } from "../course/index";
import { buildSolutionFiles } from "../scripts/labs/solution-files";
import { listProcesses } from "../scripts/start/processes";
import { installClone } from "../test/e2e/clone";
import { startSession, startEnvironment } from "../test/e2e/npm-start";
import { readSetting, type Bench, type Row } from "./bench";
import { measureResidentMiB, readProcessFile } from "./machine";

const ROUNDS = readSetting("CHECK_ROUNDS", { otherwise: 5 });
/** The pause between two checks: shorter than the time a learner takes to read the advice and to correct the code. */
const BETWEEN_MS = 2000;
/** The pause before the first check: a learner's first cell takes some ten seconds; reading the lab takes longer. */
const FIRST_CHECK_MS = 30_000;
/**
 * For each lab: one exercise of the notebook and one of a script, with the most seconds for a check of one exercise,
 * and of the whole lab.
 */
const ONE: Readonly<
  Record<string, { readonly exercises: readonly string[]; readonly seconds: number; readonly whole: number }>
> = {
  "01": { exercises: ["create-buckets", "metrics"], seconds: 1, whole: 5 },
  "02": { exercises: ["create-firehose", "reading"], seconds: 2, whole: 10 },
  "03": { exercises: ["delivery-stream", "put-people"], seconds: 2, whole: 10 },
  "04": { exercises: ["delivery-stream", "window-end"], seconds: 2, whole: 10 },
  "05": { exercises: [], seconds: 2, whole: 5 },
};

/** The folder in which the learner works, and the environment variables of a cell there. */
interface LabSession {
  readonly clone: string;
  readonly env: NodeJS.ProcessEnv;
}

export const check: Bench = {
  name: "check",
  does: "`labs check`, as a `check` cell starts it, from its start to its end, beside `npm start`; each round with other answers (CHECK_ROUNDS).",
  async run(root) {
    const clone = installClone();
    const [first] = labs;
    if (!first) throw new Error("There is no lab.");
    // The very first start bundles the programs, and then runs the solutions, while the learner opens the first lab.
    const veryFirst = await runInSession(clone, (session) => openExercise(session, first));
    return runInSession(clone, async (session) => [
      { what: "very first start: the first check, asked 30 s later", unit: "s", values: [veryFirst] },
      {
        what: "a later start: the first check, asked 30 s later",
        unit: "s",
        values: [openExercise(session, first)],
        goal: { atMost: 4 },
      },
      {
        what: "an open exercise",
        unit: "s",
        values: await runRounds(() => openExercise(session, first)),
        goal: { atMost: 0.3 },
      },
      ...(await measureSession(session, root)),
      { what: "memory of the checker, its compiler and what waits", unit: "MB", values: [measureCheckerMiB(clone)] },
    ]);
  },
};

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

async function runRounds(once: () => number): Promise<number[]> {
  const values: number[] = [];
  while (values.length < ROUNDS) {
    await wait(BETWEEN_MS);
    values.push(once());
  }
  return values;
}

function openExercise(session: LabSession, { id, number }: Lab): number {
  return measureSeconds(session, [number, "--exercise", `${id}.${ONE[number]?.exercises[0] ?? ""}`], 1);
}

async function measureSession(session: LabSession, root: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const lab of labs) rows.push(...(await measureLab(session, root, lab)));
  return rows;
}

async function measureLab(session: LabSession, root: string, lab: Lab): Promise<Row[]> {
  const solution = (await buildSolutionFiles(root, lab)).map(({ path, text }) => ({
    path: path.replace("_Solution", ""),
    text,
  }));
  const { exercises = [], seconds = 0, whole = 0 } = ONE[lab.number] ?? {};
  let last = 0;
  /** Writes the solution with a new statement in each answer, so that no checker has run this code before. */
  const save = (): void => {
    last += 1;
    for (const { path, text } of solution) writeFileSync(join(session.clone, path), changeText(path, text, last));
  };
  const measureChecks = (exercise?: string): Promise<number[]> =>
    runRounds(() => {
      save();
      return measureSeconds(
        session,
        [lab.number, ...(exercise === undefined ? [] : ["--exercise", `${lab.id}.${exercise}`])],
        0,
      );
    });
  save();
  measureSeconds(session, [lab.number], 0); // compiles the code that is compiled only once
  const rows: Row[] = [];
  for (const exercise of exercises)
    rows.push({
      what: `lab ${lab.number}, one exercise: ${exercise}`,
      unit: "s",
      values: await measureChecks(exercise),
      goal: { atMost: seconds },
    });
  return [
    ...rows,
    { what: `lab ${lab.number}, all of it`, unit: "s", values: await measureChecks(), goal: { atMost: whole } },
  ];
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
  if (ended.status !== status || ended.stderr !== "")
    throw new Error(
      `${args.map((item) => basename(item)).join(" ")} ended with ${ended.status ?? "a signal"}:\n${ended.stdout}${ended.stderr}`,
    );
  return seconds;
}

/** Resident memory of the checker of a folder and of all its descendants. */
function measureCheckerMiB(clone: string): number {
  const program = join(clone, "grader", "dist", "checker.js");
  const pids = listProcesses().map(({ pid }) => pid);
  return measureResidentMiB(pids.filter((pid) => readProcessFile(pid, "cmdline").split("\0").includes(program)));
}
