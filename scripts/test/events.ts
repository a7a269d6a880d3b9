import { readFileSync } from "node:fs";
import { isPresent } from "../../grader/core/ignore-missing";

/** The reporter's events, one line of JSON each. */
export type TestEvent =
  | { readonly kind: "start"; readonly total: number }
  /** `called`: operations of AWS that no earlier test of the process has called. */
  | {
      readonly kind: "pass";
      readonly title: string;
      readonly file: string;
      readonly ms: number;
      readonly called?: readonly string[];
    }
  /** `why` is the reason, unless it is in the title. */
  | { readonly kind: "skip"; readonly title: string; readonly file: string; readonly why?: string }
  | { readonly kind: "fail"; readonly title: string; readonly file: string; readonly ms: number; readonly why: string }
  /** A hook before or after tests that took long. */
  | { readonly kind: "hook"; readonly title: string; readonly file: string; readonly ms: number }
  | { readonly kind: "end" };

/** The outcome of one job. */
export interface JobResult {
  readonly passed: number;
  /** Titles of tests, with the reason. */
  readonly skipped: readonly string[];
  readonly failures: readonly { readonly title: string; readonly why: string }[];
  /** Durations of each test and each long hook. */
  readonly times: readonly { readonly title: string; readonly ms: number }[];
  /** The operations of AWS that tests have called which passed and which no machine skips: `com.amazonaws.kinesis PutRecord`. */
  readonly called: readonly string[];
}

/** Reads the events that a reporter has written so far. An incomplete last line is left out. */
export function readEvents(file: string): TestEvent[] {
  if (!isPresent(file)) return [];
  const whole = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line) as TestEvent);
}

/**
 * Counts a finished mocha process. A process that ended before its tests did counts as its own failure, even if all
 * tests so far have passed; so does one that ran no test.
 *
 * @param events as from {@link readEvents}
 * @param ended  how the process ended, in words; undefined for status 0
 */
export function getOutcome(events: readonly TestEvent[], ended: string | undefined): JobResult {
  const failures = events.flatMap((event) => (event.kind === "fail" ? [{ title: event.title, why: event.why }] : []));
  const skipped = events.flatMap((event) =>
    event.kind === "skip" ? [event.why === undefined ? event.title : `${event.title} (skipped: ${event.why})`] : [],
  );
  const times = events.flatMap((event) => ("ms" in event ? [{ title: event.title, ms: event.ms }] : []));
  const passes = events.filter((event) => event.kind === "pass");
  const passed = passes.length;
  const called = passes.flatMap((event) => event.called ?? []);
  const finished = events.some(({ kind }) => kind === "end");
  const fault = runFault({
    finished,
    counted: passed + skipped.length + failures.length,
    failed: failures.length > 0,
    ended,
  });
  return { passed, skipped, failures: fault === undefined ? failures : [...failures, fault], times, called };
}

function runFault(run: { finished: boolean; counted: number; failed: boolean; ended: string | undefined }) {
  const title = "the test run itself";
  if (!run.finished)
    return { title, why: `The tests stopped halfway: the process ${run.ended ?? "ended with status 0"}.` };
  if (run.counted === 0) return { title, why: "No test was run." };
  if (run.ended !== undefined && !run.failed) return { title, why: `Every test passed, but the process ${run.ended}.` };
  return undefined;
}
