import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMutants } from "../grader/testing/mutator";
import { createPlainLab } from "../grader/testing/plain-lab";
import { writeMutants } from "../grader/testing/write-mutants";
import type { Bench, Row } from "./bench";
import { createLab01 } from "./graders/lab-01";
import { checkOutProject } from "./project-copy";

/** The last commit before the sandbox got its seccomp filter, its fresh users and its control groups, and before learners saw only the output of runs without the solution's code. */
const COMMIT = process.env["BESIDE_COMMIT"] ?? "80de6d2";
const ROUNDS = Number(process.env["BESIDE_ROUNDS"] ?? "5");
const SUBMISSIONS = { plain: 40, lab01: 20 };

type Class = keyof typeof SUBMISSIONS;

interface GradingTime {
  readonly seconds: number;
  /** Processor seconds of all processes together. */
  readonly processorSeconds: number;
}

export const gradeBeside: Bench = {
  name: "grade-beside",
  does: `a class of the plain lab and one of lab 01, graded by this project and by its commit ${COMMIT} (BESIDE_COMMIT) in turn, ${ROUNDS} rounds (BESIDE_ROUNDS).`,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    const before = checkOutProject(root, COMMIT);
    try {
      writeMutants(join(folder, "plain"), createMutants({ ...createPlainLab(), hostile: [] }, SUBMISSIONS.plain, 1));
      writeMutants(join(folder, "lab01"), createMutants({ ...createLab01(root), hostile: [] }, SUBMISSIONS.lab01, 1));
      return (["plain", "lab01"] as const).flatMap((which) => compareFormats(which, { root, before, folder }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(before, { recursive: true, force: true });
    }
  },
};

interface ComparedFolders {
  readonly root: string;
  readonly before: string;
  readonly folder: string;
}

function compareFormats(which: Class, { root, before, folder }: ComparedFolders): Row[] {
  const sides = { now: root, before };
  const run = (side: keyof typeof sides): GradingTime => gradeClass(which, sides[side], folder);
  // A first run bundles the programs, and runs the solution, which is then cached.
  run("now");
  run("before");
  const now: GradingTime[] = [];
  const then: GradingTime[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const side of round % 2 === 0 ? (["before", "now"] as const) : (["now", "before"] as const))
      (side === "now" ? now : then).push(run(side));
  const compareWithOurs = (of: keyof GradingTime): number[] =>
    now.map((time, index) => time[of] / (then[index]?.[of] ?? NaN));
  const name = `${which === "plain" ? "the plain lab" : "lab 01"}, ${SUBMISSIONS[which]} submissions`;
  return [
    {
      what: `${name}: processor time beside ${COMMIT}`,
      unit: "×",
      values: compareWithOurs("processorSeconds"),
      goal: { atMost: 1.1 },
    },
    { what: `${name}: time beside it`, unit: "×", values: compareWithOurs("seconds"), goal: { atMost: 1.1 } },
    { what: `${name}: processor time`, unit: "s", values: now.map(({ processorSeconds }) => processorSeconds) },
  ];
}

/** Times the command. @throws Error if it fails */
function gradeClass(which: Class, root: string, folder: string): GradingTime {
  const out = join(folder, "out");
  if (existsSync(out)) rmSync(out, { recursive: true });
  const command =
    which === "plain"
      ? ["grader/testing/grade-plain.mjs", join(folder, which), out]
      : ["scripts/labs.mjs", "grade", "01", join(folder, which), "--out", out, "--workers", "2"];
  // The shell's keyword `time` counts all processes that it has waited for.
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", 'TIMEFORMAT="took %R %U %S"; time "$@" > /dev/null', "bash", process.execPath, ...command],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  const [, seconds, user, system] = /took (\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? [];
  if (status !== 0)
    throw new Error(`${command[0] ?? ""} in ${root} ended with ${status ?? "a signal"}:\n${stderr.slice(-2_000)}`);
  return { seconds: Number(seconds), processorSeconds: Number(user) + Number(system) };
}
