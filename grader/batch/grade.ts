import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { gradeSubmission } from "./engine/grade-submission";
import { openGrader } from "./engine/open-grader";
import type { Grader, GraderOptions } from "./engine/open-grader";
import type { GradeResults, SubmissionResult } from "./results";
import { reports } from "./reports/index";
import { findSubmissions } from "./submission/find-submissions";
import type { FoundSubmission } from "./submission/find-submissions";
import type { HandedIn } from "./submission/submission";

/** A batch to grade. */
export interface Batch extends GraderOptions {
  /** The lab's files that learners hand in. */
  readonly handedIn: HandedIn;
  /** See `findSubmissions`. */
  readonly paths: readonly string[];
  /** The folder that the reports are written to; made if it is not there. */
  readonly out: string;
  /** How many submissions run at the same time. */
  readonly workers: number;
  /** Called before the first submission, and after each with its result. */
  progress(done: number, of: number, result?: SubmissionResult): void;
}

/**
 * Grades a batch of submissions and writes the reports.
 *
 * @returns results in the order in which the submissions were found, whichever was done first
 * @throws NoSubmission, NotConfined, GraderFault: nothing was graded
 */
export async function grade(batch: Batch): Promise<GradeResults> {
  const { lab, handedIn, paths, seed, out } = batch;
  const found = await findSubmissions(paths, handedIn, resolve(out));
  const grader = await openGrader(batch);
  try {
    const submissions = await gradeAll(found, grader, batch);
    const results: GradeResults = { lab, seed, grader: grader.version, submissions };
    await writeReports(results, out);
    return results;
  } finally {
    await grader.close();
  }
}

async function gradeAll(found: readonly FoundSubmission[], grader: Grader, { workers, progress }: Batch): Promise<SubmissionResult[]> {
  const results: SubmissionResult[] = [];
  let next = 0;
  let done = 0;
  const work = async (slot: number): Promise<void> => {
    for (let at = next++; at < found.length; at = next++) {
      const submission = await found[at]?.read();
      if (!submission) return;
      const result = await gradeSubmission(submission, grader.grading, { settings: grader.settings(slot) });
      results[at] = result;
      progress(++done, found.length, result);
    }
  };
  progress(0, found.length);
  await Promise.all(Array.from({ length: Math.min(workers, found.length) }, (_, slot) => work(slot)));
  return results;
}

async function writeReports(results: GradeResults, out: string): Promise<void> {
  for (const report of Object.values(reports)) {
    for (const { path, text } of report(results)) {
      const file = join(out, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
}
