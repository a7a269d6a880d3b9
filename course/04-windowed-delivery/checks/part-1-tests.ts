import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import type { Evidence } from "../../../grader/index";
import type { MetricEvent } from "../../../src/metrics/model/metric-event";
import type { WindowCase } from "../../../src/metrics/window-case";
import { sameAggregates } from "../../../src/metrics/window-case";
import type { Fault } from "../grading/wrong-applications";
import { FAULTS, writtenBy } from "../grading/wrong-applications";
import { inSolution } from "../../evidence-words";

/** More than anybody writes by hand. */
const MOST_TESTS = 100;
const MOST_EVENTS = 500;

/** The learner's tests, as far as they have the form of tests: they come from the learner's process. */
function testsOf(run: Evidence): WindowCase[] {
  const answer = run.answer("tests");
  const found = "value" in answer && Array.isArray(answer.value) ? answer.value : [];
  return found.slice(0, MOST_TESTS).filter(isTest);
}

function isTest(value: unknown): value is WindowCase {
  const test = Object(value) as Partial<Record<keyof WindowCase, unknown>>;
  return (
    typeof test.says === "string" &&
    isSeconds(test.windowSeconds, 1) &&
    isSeconds(test.delaySeconds, 0) &&
    isListOf(test.events, (event) => typeof event["value"] === "number" && isMoment(event["timestamp"])) &&
    isListOf(test.expected, () => true)
  );
}

const isSeconds = (value: unknown, least: number): boolean =>
  typeof value === "number" && value >= least && value <= 86_400;
const isMoment = (value: unknown): boolean => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isListOf = (list: unknown, fits: (item: Readonly<Record<string, unknown>>) => boolean): boolean =>
  Array.isArray(list) &&
  list.length <= MOST_EVENTS &&
  list.every((item) => typeof item === "object" && item !== null && fits(item));

const passes = (test: WindowCase, fault?: Fault): boolean => sameAggregates(writtenBy(test, fault), test.expected);

const isOutOfOrder = (events: readonly MetricEvent[]): boolean =>
  events.some(({ timestamp }, n) => n > 0 && Date.parse(timestamp) < Date.parse(events[n - 1]?.timestamp ?? ""));

exercise(
  "04-windowed-delivery.tests",
  { points: 7, title: "1.8 Test it with events out of order" },
  ({ learner, solution }) => {
    const tests = testsOf(learner);
    const sound = tests.filter((test) => passes(test));
    inSolution(testsOf(solution).every((test) => passes(test)) || undefined);
    const answer = learner.answer("tests");
    const none = tests.length > 0 ? undefined : "error" in answer ? answer.error : "there is no test";

    it("has events of two services, of cpu and ram, out of order", () => {
      const fits = tests.some(
        ({ events }) =>
          events.length >= 3 &&
          new Set(events.map(({ componentName }) => componentName)).size >= 2 &&
          ["cpu", "ram"].every((name) => events.some(({ metricName }) => metricName === name)) &&
          isOutOfOrder(events),
      );
      expect(
        fits,
        hint({
          expected:
            "one of the tests has three events or more, of two services, with cpu and ram, and one that arrives after a later one",
          found: none ?? "no test has all of this",
          look: "the events of a test, in the order in which they arrive",
          because: none,
        }),
      ).to.equal(true);
    });
    it("passes with a right application", () => {
      const wrong = tests.find((test) => !passes(test));
      expect(
        tests.length > 0 && wrong === undefined,
        hint({
          expected: wrong
            ? `in the test ${shown(wrong.says)} a right application writes ${shown(writtenBy(wrong))}`
            : "all tests pass",
          found: none ?? `the test expects ${shown(wrong?.expected)}`,
          look: "what is expected: each window of each metric of each service, with the times of its first and last event",
          because: none,
        }),
      ).to.equal(true);
    });
    for (const [fault, says] of FAULTS)
      it(`fails with one that ${says}`, () => {
        inSolution(testsOf(solution).some((test) => !passes(test, fault)) || undefined);
        expect(
          sound.some((test) => !passes(test, fault)),
          hint({
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
    "a window in which the event that arrives last is not the last one by its time, or the first not the first",
  impatient: "an event of an earlier window that arrives after one of a later window, within the delay",
  "metrics-mixed": "one service with cpu and ram in the same window",
  "services-mixed": "two services with the same metric in the same window",
  "middle-as-average": "a window with three values, such as 20, 50 and 57",
};
