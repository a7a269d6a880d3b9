import { appendFileSync } from "node:fs";
import { takeAnswered } from "./sdk-calls.mjs";

/** Only hooks that take longer than this are recorded. */
const LONG_HOOK_MS = 1000;

/**
 * A mocha reporter that writes each outcome at once, as one line of JSON, so that a crash loses none of them.
 * `--reporter-option events=<file>` names the file.
 *
 * Mocha wants a reporter as the default export of its file.
 *
 * @param {import("mocha").Runner} runner
 * @param {import("mocha").MochaOptions} options
 */
export default function createEventFileReporter(runner, options) {
  const file = String(options.reporterOptions?.events);
  /** @param {import("./events").TestEvent} event */
  const write = (event) => appendFileSync(file, `${JSON.stringify(event)}\n`);
  const getTitles = (/** @type {import("mocha").Runnable} */ test) => ({
    title: test.fullTitle(),
    file: test.file ?? "",
  });

  runner.once("start", () => write({ kind: "start", total: runner.total }));
  runner.on("pass", (test) => write({ kind: "pass", ...getTitles(test), ms: test.duration ?? 0, ...listCalled(test) }));
  runner.on("fail", takeAnswered);
  runner.on("hook end", (hook) => {
    const ms = hook.duration ?? 0;
    if (ms >= LONG_HOOK_MS) write({ kind: "hook", ...getTitles(hook), ms });
  });
  runner.on("pending", (test) => write({ kind: "skip", ...getTitles(test), why: getReason(test) }));
  runner.on("fail", (test, error) =>
    write({ kind: "fail", ...getTitles(test), ms: test.duration ?? 0, why: describeError(error) }),
  );
  runner.once("end", () => write({ kind: "end" }));
}

/** @type {Set<string>} */
const reported = new Set();

/**
 * The operations that a test has called, or that hooks have called before it, except for what an earlier test has told of.
 * None for a test that other machines skip.
 *
 * @param {import("mocha").Test} test
 */
function listCalled(test) {
  const answered = takeAnswered();
  if (isSkippedElsewhere(test)) return {};
  const called = answered.filter((operation) => !reported.has(operation));
  for (const operation of called) reported.add(operation);
  return called.length === 0 ? {} : { called };
}

/**
 * Whether `skipIf` of `cloud/testing/skip.ts` was asked about the test, or about one of its suites.
 *
 * @param {import("mocha").Test} test
 */
function isSkippedElsewhere(test) {
  /** @type {{ mayBeSkipped?: true, parent?: object } | undefined} */
  let at = test;
  while (at !== undefined && at.mayBeSkipped === undefined) at = at.parent;
  return at !== undefined;
}

/**
 * The reason that `skipIf` of `cloud/testing/skip.ts` keeps at a skipped test or at one of its suites.
 * @param {import("mocha").Test} test
 */
function getReason(test) {
  /** @type {{ skippedSince?: string, parent?: object } | undefined} */
  let at = test;
  while (at !== undefined && at.skippedSince === undefined) at = at.parent;
  return at?.skippedSince;
}

/** @param {unknown} error */
function describeError(error) {
  if (!(error instanceof Error)) return String(error);
  const { expected, actual } = /** @type {{ expected?: unknown, actual?: unknown }} */ (error);
  const stack = error.stack ?? error.message;
  if (expected === undefined && actual === undefined) return stack;
  return `${stack}\n  expected: ${shorten(expected)}\n  actual:   ${shorten(actual)}`;
}

/** @param {unknown} value */
function shorten(value) {
  const text =
    typeof value === "string"
      ? value
      : (JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part)) ?? String(value));
  return text.length > 2000 ? `${text.slice(0, 2000)} …` : text;
}
