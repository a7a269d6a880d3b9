import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { IN_CI } from "../../cloud/testing/skip";
import { drawSeed } from "../../foundation/random";
import { toBundledJob, BUNDLE_FOLDER, bundleTests } from "./bundle";
import { listTests, type Job } from "./jobs";
import { installJudges } from "./judges";
import { createOperationsJob, SERVICES, testWholeCloud } from "./operations";
import { showProgress } from "./progress";
import { runJob, type JobRun } from "./run-job";
import { runInLanes } from "./schedule";
import { selectJobs } from "./select-jobs";
import { formatFailures, formatJob, formatSummary } from "./summary";
import { openTemporaryFolder } from "./temporary-folder";

/** More jobs would need too much memory, with the kernels and servers that the tests start. */
const MAX_LANES = 6;
/**
 * Lanes in addition to one for each core: a job spends half of its time waiting, for servers, browsers and time limits.
 */
const SPARE_LANES = 2;
/** Time limit of a job: longer than any job takes, even on a slow machine. A walk through all labs in the browser takes an hour there. */
const MAX_MS = (process.env["LONG_TESTS"] === "1" ? 180 : 40) * 60_000;
const STOP_AT_FIRST = "--stop-at-first";

/**
 * `npm test`: types, lint, format and all tests; outside of CI, of some labs only. Arguments after `--` select some: `npm test --
 * cloud/services/s3 types`. With `--stop-at-first` (`npm run check`) nothing more is begun after the first failure.
 *
 * @returns the exit status: 0 when all passed, 1 when something failed, 2 when the arguments selected no job
 */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const stopAtFirst = args.includes(STOP_AT_FIRST);
  const only = args.filter((arg) => arg !== STOP_AT_FIRST);
  const { jobs, left } = selectJobs(root, only, {
    isInCi: IN_CI,
    seed: process.env["LABS_TEST_SEED"] ?? String(drawSeed()),
  });
  if (jobs.length === 0) {
    console.error(`No test matches ${only.join(" ")}. Name a folder, a test file or one of: types, lint, format.`);
    return 2;
  }
  for (const line of left) console.log(line);
  const logs = join(root, ".labs", "logs");
  mkdirSync(logs, { recursive: true });
  const judges = installJudges(
    root,
    jobs.map(({ name }) => name),
  );
  judges.all.catch(() => undefined); // the jobs that wait for the judges tell the error
  const isWholeCloud = testWholeCloud(root, jobs);
  const bundling = bundleTests(root, [...jobs.flatMap(listTests), ...(isWholeCloud ? [SERVICES] : [])]);
  const temporary = openTemporaryFolder();
  const target = {
    root,
    logs,
    env: { ...testEnvironment(), ...temporary.env },
    progress: showProgress(console.log),
    createTimeLimit: () => AbortSignal.timeout(MAX_MS),
  };
  let failed = false;
  const runAndReport = async (job: Job, env: NodeJS.ProcessEnv = target.env): Promise<JobRun> => {
    const done = await runJob(job, { ...target, env });
    failed ||= done.outcome.failures.length > 0;
    // Failures are printed at once, and again at the end, so that a person can look into them while other jobs are
    // running.
    console.log([formatJob(done), ...formatFailures(done)].join("\n"));
    return done;
  };
  const runs = await runInLanes(jobs, {
    // While judges are being installed, they use one of the spare lanes.
    countLanes: () => Math.min(availableParallelism() + SPARE_LANES - (judges.shouldGoOn() ? 1 : 0), MAX_LANES),
    canContinue: () => !(failed && stopAtFirst),
    waitUntilReady: ({ name }) => judges.waitForJudges(name),
    async run(job) {
      const bundle = job.mocha ? await bundling : undefined;
      const env = bundle === undefined ? target.env : { ...target.env, [BUNDLE_FOLDER]: bundle.folder };
      return runAndReport(toBundledJob(job, bundle), env);
    },
  });
  await judges.all;
  const bundle = await bundling;
  // A failed test may be the only one that calls an operation.
  if (isWholeCloud && !failed && bundle !== undefined)
    runs.push(await runAndReport(createOperationsJob(bundle.folder, runs)));
  bundle?.remove();
  temporary.remove();
  target.progress.stop();
  const lines = [...left, ...formatSummary(runs)];
  writeFileSync(join(logs, "test.log"), [...runs.map(formatJob), ...lines, ""].join("\n"));
  console.log(lines.join("\n"));
  return failed ? 1 : 0;
}

/**
 * The environment without the AWS settings of the person who runs the tests: each test makes its own. Python keeps what it compiles, even
 * where containers have told it not to: otherwise JupyterLab and each data client would compile all their packages at each start.
 */
function testEnvironment(): NodeJS.ProcessEnv {
  const left = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|LABS_|npm_|PYTHONDONTWRITEBYTECODE$)/.test(name),
  );
  return Object.fromEntries(left);
}
