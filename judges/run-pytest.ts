import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { JudgedCloud } from "./judge";

/** One test of a suite, as `judge_plugin.py` reports it. */
export interface PytestCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped" | "left out" | "not reached";
  /** The test's failure. */
  readonly text: string;
  readonly marks: readonly string[];
  /** The codes of the faults that the lab cloud answered during the test's preparations and the test. */
  readonly codes: readonly string[];
  /** The global names that the test's function uses. */
  readonly uses: readonly string[];
}

export interface PytestRun {
  readonly python: string;
  /** The suite's folder, in which pytest runs. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Tests with one of these marks are not run. */
  readonly leaveOut: readonly string[];
  /** The run ends after this many seconds; the remaining cases are reported as not reached. */
  readonly seconds: number;
  readonly secondsPerTest: number;
}

/** Runs tests of a suite that somebody else wrote for pytest. */
export async function runPytest(
  run: PytestRun,
  { endpoint, temporary, hasJournal }: Pick<JudgedCloud, "endpoint" | "temporary" | "hasJournal">,
): Promise<PytestCase[]> {
  const results = join(temporary, "results.jsonl");
  const plugins = resolve("judges");
  const args = ["-m", "pytest", "-p", "judge_plugin", "-p", "no:cacheprovider", "--quiet", "--tb=no", ...run.args];
  const { PYTHONPATH = "", ...environment } = run.environment;
  const child = spawn(run.python, args, {
    cwd: run.folder,
    // A clean-up that hangs would hold the run forever.
    ...{ timeout: (run.seconds + 60) * 1_000, killSignal: "SIGKILL" },
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...environment,
      PYTHONPATH: [plugins, PYTHONPATH].filter((path) => path !== "").join(":"),
      PYTHONDONTWRITEBYTECODE: "1",
      JUDGE_RESULTS: results,
      ...(hasJournal ? { JUDGE_JOURNAL: new URL("/_lab/journal", endpoint).href } : {}),
      JUDGE_LEAVE_OUT: run.leaveOut.join(" "),
      JUDGE_SECONDS: String(run.seconds),
      JUDGE_TEST_SECONDS: String(run.secondsPerTest),
    },
  });
  await once(child, "exit");
  const lines = existsSync(results) ? readFileSync(results, "utf8").trim().split("\n") : [];
  const reported = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as PytestCase);
  // The last report of a test that ran again.
  const tests = [...new Map(reported.map((test) => [test.name, test])).values()];
  // A suite that can't be collected has reported only the tests that are left out.
  if (tests.every(({ outcome }) => outcome === "left out"))
    throw new Error("No test ran: run pytest with the same arguments to see why.");
  return tests;
}
