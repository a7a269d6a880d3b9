import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { labs } from "../course/index";
import type { Lab } from "../course/index";
import { solutionFiles } from "../scripts/labs/solution-files";
import { freshClone } from "../test/e2e/clone";
import type { Bench, Row } from "./bench";

const ROUNDS = 7;
/** One exercise of the notebook and one of a script, of each lab, with what a check of one may take. */
const ONE: Readonly<
  Record<string, { readonly exercises: readonly string[]; readonly seconds: number; readonly whole: number }>
> = {
  "01": { exercises: ["create-buckets", "metrics"], seconds: 1, whole: 5 },
  "02": { exercises: ["create-firehose", "reading"], seconds: 2, whole: 10 },
};

export const check: Bench = {
  name: "check",
  does: "`labs check`, as a `check` cell starts it, from its start to the verdict, beside a warm checker; each round with other answers.",
  async run(root) {
    const clone = freshClone();
    for (const name of ["node_modules", ".venv"]) symlinkSync(join(root, name), join(clone, name));
    const open = labs.map((lab) => ({ lab, handedOut: readFileSync(join(clone, lab.notebook), "utf8") }));
    const checker = await startChecker(clone);
    try {
      const rows: Row[] = [];
      const [first] = open;
      if (!first) throw new Error("There is no lab.");
      rows.push(...(await openExercise(clone, first.lab)));
      for (const { lab } of open) rows.push(...(await answered(clone, root, lab)));
      rows.push({ what: "ceiling: Node and the SDK's four clients of lab 01", unit: "s", values: bare(root) });
      const [own, compiler] = residentOf(checker);
      rows.push({ what: "memory of the idle checker; with its compiler", unit: "MB", values: [own, own + compiler] });
      return rows;
    } finally {
      const exit = once(checker, "exit");
      checker.kill();
      await exit;
    }
  },
};

async function startChecker(clone: string): Promise<ChildProcess> {
  const { bundleGrader } = (await import(pathToFileURL(join(clone, "grader", "bundle.mjs")).href)) as {
    bundleGrader(root: string): Promise<{ readonly checker: string; readonly compiler: string }>;
  };
  const programs = await bundleGrader(clone);
  const known = labs.map(({ id, notebook, scripts }) => ({ id, notebook, scripts }));
  const args = ["--max-old-space-size=768", programs.checker, clone, programs.compiler, JSON.stringify(known)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], cwd: clone });
  await once(child.stdout, "data");
  return child;
}

async function openExercise(clone: string, { id, number }: Lab): Promise<Row[]> {
  const ask = () => secondsOf(clone, [number, "--exercise", `${id}.${ONE[number]?.exercises[0] ?? ""}`], 1);
  const first = ask();
  return [
    { what: "the first check after a start, of an open exercise", unit: "s", values: [first], goal: { atMost: 4 } },
    { what: "an open exercise", unit: "s", values: Array.from({ length: ROUNDS }, ask), goal: { atMost: 0.3 } },
  ];
}

async function answered(clone: string, root: string, lab: Lab): Promise<Row[]> {
  const solution = (await solutionFiles(root, lab)).map(({ path, text }) => ({
    path: path.replace("_Solution", ""),
    text,
  }));
  const { exercises = [], seconds = 0, whole = 0 } = ONE[lab.number] ?? {};
  let last = 0;
  /** The solution with one more statement in each answer: nothing of it has run before. */
  const save = (): void => {
    last += 1;
    for (const { path, text } of solution) writeFileSync(join(clone, path), changed(path, text, last));
  };
  const timed = (exercise?: string) =>
    Array.from({ length: ROUNDS }, () => {
      save();
      return secondsOf(
        clone,
        [lab.number, ...(exercise === undefined ? [] : ["--exercise", `${lab.id}.${exercise}`])],
        0,
      );
    });
  timed(exercises[0]); // what is compiled the first time
  return [
    ...exercises.map((exercise): Row => ({
      what: `lab ${lab.number}, one exercise: ${exercise}`,
      unit: "s",
      values: timed(exercise),
      goal: { atMost: seconds },
    })),
    { what: `lab ${lab.number}, all of it`, unit: "s", values: timed(), goal: { atMost: whole } },
  ];
}

/** Puts a statement that does nothing at the end of each answer that ends with a statement: one stands inside an object, another in a call. */
function changed(path: string, text: string, n: number): string {
  const more = (code: string) => code.replaceAll(/(;\n)( *)(\/\/ ### END CODE HERE)/g, `$1$2void ${n};\n$2$3`);
  if (!path.endsWith(".ipynb")) return more(text);
  const notebook = JSON.parse(text) as INotebookContent;
  for (const cell of notebook.cells) cell.source = more([cell.source].flat().join(""));
  return JSON.stringify(notebook);
}

function secondsOf(clone: string, asked: readonly string[], status: number): number {
  const args = [join(clone, "scripts", "labs.mjs"), "check", ...asked];
  const began = performance.now();
  const ended = spawnSync(process.execPath, args, { cwd: clone, encoding: "utf8" });
  const seconds = (performance.now() - began) / 1000;
  if (ended.status !== status || ended.stderr !== "")
    throw new Error(
      `${args.map((one) => basename(one)).join(" ")} ended with ${ended.status ?? "a signal"}:\n${ended.stdout}${ended.stderr}`,
    );
  return seconds;
}

function bare(root: string): number[] {
  const program = "for (const name of ['kinesis', 'firehose', 's3', 'sts']) require(`@aws-sdk/client-${name}`)";
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    spawnSync(process.execPath, ["-e", program], { cwd: root });
    return (performance.now() - began) / 1000;
  });
}

/** Resident memory in MB of a process, and of those that it started. */
function residentOf({ pid = 0 }: ChildProcess): [own: number, children: number] {
  const field = (of: string, name: string) => {
    const text = readFileSync(`/proc/${of}/status`, "utf8");
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  };
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = all.filter((one) => {
    try {
      return field(one, "PPid") === pid;
    } catch {
      return false; // ended meanwhile
    }
  });
  const megabytes = (of: string) => field(of, "VmRSS") / 1024;
  return [megabytes(String(pid)), children.map(megabytes).reduce((sum, one) => sum + one, 0)];
}
