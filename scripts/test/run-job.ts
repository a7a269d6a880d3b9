import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcesses } from "../start/end";
import { getOutcome, readEvents, type JobResult } from "./events";
import type { Job } from "./jobs";
import type { Progress } from "./progress";

export interface JobRun {
  readonly job: Job;
  readonly outcome: JobResult;
  readonly seconds: number;
  /** The job's whole output. */
  readonly log: string;
}

interface JobContext {
  readonly root: string;
  readonly logs: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  /** Starts a job's time limit: the signal is aborted when the time is over. */
  createTimeLimit(): AbortSignal;
}

/** Runs one job to its end and counts its outcome. Never rejects for a job that fails. */
export async function runJob(job: Job, { root, logs, env, progress, createTimeLimit }: JobContext): Promise<JobRun> {
  const name = job.name.replaceAll("/", "-");
  const log = join(logs, `test-${name}.log`);
  // A file of this run's own, since another run may be testing in the same folder.
  const events = join(tmpdir(), `labs-test-${process.pid}-${name}.jsonl`);
  const reporter = [
    "--reporter",
    join(root, "scripts", "test", "reporter.mjs"),
    "--reporter-option",
    `events=${events}`,
  ];
  const began = performance.now();
  progress.begin(job.name, events);
  const ended = await run([...job.args, ...(job.mocha ? reporter : [])], { root, log, env, limit: createTimeLimit() });
  progress.end(job.name);
  const ms = performance.now() - began;
  const outcome = job.mocha
    ? getOutcome(readEvents(events), ended)
    : { ...checkOutcome(job, ended, log), times: [{ title: "all of it", ms }] };
  rmSync(events, { force: true });
  return { job, log, outcome, seconds: ms / 1000 };
}

function checkOutcome(job: Job, ended: string | undefined, log: string): Omit<JobResult, "times"> {
  if (ended === undefined) return { passed: 1, skipped: [], failures: [], called: [] };
  return {
    passed: 0,
    skipped: [],
    called: [],
    failures: [{ title: job.name, why: `${readFileSync(log, "utf8").trimEnd()}\n(${ended})` }],
  };
}

/** @returns how the process ended, in words; undefined for status 0 */
function run(
  args: readonly string[],
  { root, log, env, limit }: { root: string; log: string; env: NodeJS.ProcessEnv; limit: AbortSignal },
): Promise<string | undefined> {
  const output = openSync(log, "w");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", output, output] });
    closeSync(output);
    // Mocha's process starts another one, which runs the tests, and these start more: all of them must be ended.
    const end = (): void => {
      void endProcesses({
        pids: [child.pid ?? 0],
        session: `test-${process.pid}`,
        hurry: new AbortController().signal,
      }).then(() => resolve("exceeded the time limit for a job, and was stopped"));
    };
    limit.addEventListener("abort", end);
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      if (limit.aborted) return; // more processes may have to be ended
      limit.removeEventListener("abort", end);
      if (signal !== null) resolve(`was ended by ${signal}`);
      else resolve(code === 0 ? undefined : `ended with status ${code ?? "unknown"}`);
    });
  });
}
