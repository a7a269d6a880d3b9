import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import type { MetricAggregate } from "../../../src/metrics/model/metric-aggregate";
import type { MetricEvent } from "../../../src/metrics/model/metric-event";
import { hasSameAggregates, type WindowCase } from "../../../src/metrics/window-case";
import { FAULTS, runApplication, type Fault } from "../grading/wrong-applications";
import { requireFromSolution } from "../../evidence-words";

/** More tests than anybody writes by hand. */
const MAX_TESTS = 100;
const MAX_EVENTS = 500;
/** A day in seconds. */
const MAX_SECONDS = 86_400;

/**
 * The values that the learner's function returned as tests. They come from the learner's process: any type may occur.
 */
function getReturned(run: Evidence): readonly unknown[] {
  const answer = run.answer("tests");
  return "value" in answer && Array.isArray(answer.value) ? answer.value : [];
}

/** The returned values that have the form of tests. */
const getTests = (run: Evidence): WindowCase[] =>
  getReturned(run)
    .slice(0, MAX_TESTS)
    .filter((value): value is WindowCase => listWrongMembers(value).length === 0);

/** The reason why some of the returned values are not run as tests; undefined if all of them are. */
function findUntested(run: Evidence): string | undefined {
  const all = getReturned(run);
  if (all.length > MAX_TESTS) return `there are ${all.length} tests, and only ${MAX_TESTS} are looked at`;
  const at = all.findIndex((value) => listWrongMembers(value).length > 0);
  return at < 0 ? undefined : `test ${at + 1} of ${all.length} cannot be run: ${listWrongMembers(all[at]).join("; ")}`;
}

const MEMBERS: Readonly<Record<keyof WindowCase, readonly [must: string, fits: (value: unknown) => boolean]>> = {
  says: ["says must be a text", (value) => typeof value === "string"],
  windowSeconds: [`windowSeconds must be a number from 1 to ${MAX_SECONDS}`, (value) => isSeconds(value, 1)],
  delaySeconds: [`delaySeconds must be a number from 0 to ${MAX_SECONDS}`, (value) => isSeconds(value, 0)],
  events: [
    `events must be a list of ${MAX_EVENTS} events at most, each with a number as value`,
    (value) => isListOf(value, (event) => typeof event["value"] === "number" && isMoment(event["timestamp"])),
  ],
  expected: [
    `expected must be a list of ${MAX_EVENTS} windows at most, as windowOf makes them`,
    (value) => isListOf(value, isWindow),
  ],
};

/** The rules that a test's members violate, in words. */
function listWrongMembers(value: unknown): string[] {
  const test = Object(value) as Readonly<Record<string, unknown>>;
  return Object.entries(MEMBERS).flatMap(([member, [must, fits]]) => (fits(test[member]) ? [] : [must]));
}

const isWindow = (item: Readonly<Record<string, unknown>>): boolean =>
  ["componentName", "metricName", "unit", "fromTimestamp", "toTimestamp"].every(
    (name) => typeof item[name] === "string",
  ) && ["minValue", "maxValue", "avg"].every((name) => typeof item[name] === "number");
const isSeconds = (value: unknown, min: number): boolean =>
  typeof value === "number" && value >= min && value <= MAX_SECONDS;
const isMoment = (value: unknown): boolean => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isListOf = (list: unknown, fits: (item: Readonly<Record<string, unknown>>) => boolean): boolean =>
  Array.isArray(list) &&
  list.length <= MAX_EVENTS &&
  list.every((item) => typeof item === "object" && item !== null && fits(item));

const isPassing = (test: WindowCase, fault?: Fault): boolean =>
  hasSameAggregates(runApplication(test, fault), test.expected);

/** The first window that a right application writes but the test does not expect, and the first window that the test expects but a right application does not write. */
function findFirstDifference(test: WindowCase): { written?: MetricAggregate; expected?: MetricAggregate } {
  const subtractAggregates = (some: readonly MetricAggregate[], others: readonly MetricAggregate[]) =>
    some.find((first) => !others.some((second) => hasSameAggregates([first], [second])));
  const all = runApplication(test);
  return { written: subtractAggregates(all, test.expected), expected: subtractAggregates(test.expected, all) };
}

/** A window in short form: `"order-service ram", {"min":13,…}`. */
function describeWindow(window: MetricAggregate | undefined): string {
  if (window === undefined) return "no such window";
  const { componentName, metricName, minValue: min, maxValue: max, avg, fromTimestamp, toTimestamp } = window;
  const parseTime = (timestamp: string) => timestamp.replace(/^2030-01-01T/, "").replace(/\.000Z$/, "");
  return `${formatValue(`${componentName} ${metricName}`)}, ${formatValue({ min, max, avg, from: parseTime(fromTimestamp), to: parseTime(toTimestamp) })}`;
}

const isOutOfOrder = (events: readonly MetricEvent[]): boolean =>
  events.some(({ timestamp }, n) => n > 0 && Date.parse(timestamp) < Date.parse(events[n - 1]?.timestamp ?? ""));

exercise(
  "04-windowed-delivery.tests",
  { points: 7, title: "1.8 Test it with events out of order" },
  ({ learner, solution }) => {
    const tests = getTests(learner);
    const sound = tests.filter((test) => isPassing(test));
    requireFromSolution(getTests(solution).every((test) => isPassing(test)) || undefined);
    const answer = learner.answer("tests");
    const leftOut = findUntested(learner);
    const none = tests.length > 0 ? undefined : "error" in answer ? answer.error : (leftOut ?? "there is no test");

    it("has events of two services, of cpu and ram, out of order", () => {
      const all = tests.flatMap(({ events }) => events);
      const hasAll =
        all.length >= 3 &&
        new Set(all.map(({ componentName }) => componentName)).size >= 2 &&
        ["cpu", "ram"].every((name) => all.some(({ metricName }) => metricName === name)) &&
        tests.some(({ events }) => isOutOfOrder(events));
      expect(
        hasAll,
        formatHint({
          expected:
            "the tests have three events or more, of two services, with cpu and ram, and in one test an event arrives after a later one",
          found: none ?? "they don't have all of this",
          look: "eventAt(…): the events of a test, in the order in which they arrive",
          because: none,
        }),
      ).to.equal(true);
    });
    it("passes with a right application", () => {
      const wrong = tests.find((test) => !isPassing(test));
      const { written, expected } = wrong ? findFirstDifference(wrong) : {};
      expect(
        tests.length > 0 && wrong === undefined && leftOut === undefined,
        formatHint({
          expected: wrong
            ? `in the test ${formatValue(wrong.says)} a right application writes ${describeWindow(written)}`
            : "all tests pass",
          found: none ?? (wrong ? `the test expects ${describeWindow(expected)}` : (leftOut ?? "")),
          look: wrong
            ? "windowOf(…): what is expected, each window of each metric of each service, with the times of its first and last event"
            : "the members of a test: says, windowSeconds, delaySeconds, events and expected",
          because: none,
        }),
      ).to.equal(true);
    });
    for (const [fault, says] of FAULTS)
      it(`fails with one that ${says}`, () => {
        requireFromSolution(getTests(solution).some((test) => !isPassing(test, fault)) || undefined);
        expect(
          sound.some((test) => !isPassing(test, fault)),
          formatHint({
            expected: `a test that a right application passes, and one that ${says} does not`,
            found:
              none ??
              (sound.length === 0
                ? "no test passes with a right application"
                : `${sound.length} right tests, and it passes all of them`),
            look: LOOKS[fault],
            because: none,
          }),
        ).to.equal(true);
      });
  },
);

const LOOKS: Readonly<Record<Fault, string>> = {
  "order-of-arrival":
    "eventAt(…): a window in which the event that arrives last is not the last one by its time, or the first not the first",
  impatient: "eventAt(…): an event of an earlier window that arrives after one of a later window, within the delay",
  "metrics-mixed": "eventAt(…): one service with cpu and ram in the same window",
  "services-mixed": "eventAt(…): two services with the same metric in the same window",
  "middle-as-average": "eventAt(…): a window with three values, such as 20, 50 and 57",
};
