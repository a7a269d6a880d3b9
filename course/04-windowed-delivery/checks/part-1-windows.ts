import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence, type EvidencePair } from "../../../grader/index";
import type { MetricAggregate } from "../../../src/metrics/model/metric-aggregate";
import { isSameAverage } from "../../../src/metrics/window-case";
import { getAnswers } from "../../plan-script-questions";
import { requireFromSolution } from "../../evidence-words";

/** A part of each answer; undefined for an answer without it. A learner's operator may have answered anything. */
function getParts(run: Evidence, of: (value: never) => unknown, questions?: readonly number[]): unknown[] {
  const answers = questions ? questions.map((n) => getAnswers(run)[n]) : getAnswers(run);
  return answers.map((answer) => {
    if (answer === undefined || !("value" in answer)) return undefined;
    try {
      return of(answer.value as never);
    } catch {
      return undefined;
    }
  });
}

/** The error that stopped the operator, if any. */
function getThrown(run: Evidence): string | undefined {
  const failed = getAnswers(run).find((answer) => "error" in answer);
  return failed && "error" in failed ? failed.error : undefined;
}

/** The error that left an answer without a part, if any. */
const getStop = (run: Evidence): string | undefined =>
  getParts(run, ({ stopped }: { readonly stopped?: string }) => stopped).find((stop) => typeof stop === "string") as
    | string
    | undefined;

interface ComparisonOptions {
  /** Whether a value of the learner's is as good as the solution's; by default only an equal one is. */
  readonly isAsGood?: (actual: unknown, expected: unknown) => boolean;
  readonly getPart: (value: never) => unknown;
  /** The indexes of the questions that count; all questions if not given. */
  readonly questions?: readonly number[];
  readonly expected: string;
  readonly look: string;
  /** What an empty list means where the solution has none: another exercise keeps this one's code from being seen. */
  readonly unreached?: string;
}

/** Claims that a part of each answer equals the solution's. */
function claimSame(
  { learner, solution }: EvidencePair,
  { getPart, questions, expected, look, unreached, isAsGood = isEqual }: ComparisonOptions,
): void {
  const required = getParts(solution, getPart, questions);
  const actual = getParts(learner, getPart, questions);
  if (required.length === 0 || required.includes(undefined)) requireFromSolution(undefined);
  const at = required.findIndex((value, n) => !isAsGood(actual[n], value));
  const stopped =
    getThrown(learner) ??
    (actual[at] === undefined ? getStop(learner) : isEqual(actual[at], []) ? unreached : undefined);
  expect(
    at,
    formatHint({
      expected: at < 0 ? expected : `${expected}: ${formatValue(required[at])}`,
      found: stopped ?? formatValue(actual[at]),
      look,
      because: stopped,
    }),
  ).to.equal(-1);
}

const isEqual = (actual: unknown, expected: unknown): boolean => JSON.stringify(actual) === JSON.stringify(expected);

/** Whether lists of averages agree to two decimals, as the page shows an average. */
function isEqualToTwoDecimals(actual: unknown, expected: unknown): boolean {
  if (!Array.isArray(actual) || !Array.isArray(expected) || actual.length !== expected.length) return false;
  return expected.every((value, n) => typeof actual[n] === "number" && isSameAverage(actual[n], Number(value)));
}

/** In evidence, a watermark of -Infinity is null. */
type WatermarkSteps = [moved: boolean, atMs: number | null, beforeMs: number | null][];

/** Whether `observe` has returned true if the learner's own watermark has moved, and otherwise false. */
const isMoveReported = ([moved, atMs, beforeMs]: WatermarkSteps[number]): boolean =>
  moved === (atMs ?? -Infinity) > (beforeMs ?? -Infinity);
/** The highest one: that it may not go back is another claim. */
const findHighest = (observed: WatermarkSteps): number => Math.max(...observed.map(([, atMs]) => Number(atMs)));

/** Where to look if `observe` returns another value than the solution's. */
function findWrongMove(observed: unknown[]): string {
  const steps = observed.flatMap((some) => (Array.isArray(some) ? (some as WatermarkSteps) : []));
  if (steps.some(([, atMs, beforeMs]) => (atMs ?? -Infinity) < (beforeMs ?? -Infinity)))
    return "an event that would put the watermark before this.#atMs: nothing moves, so observe returns false";
  return steps.every(isMoveReported)
    ? "the condition: an event moves the watermark if it would put it after this.#atMs, even by a millisecond"
    : "what observe returns: true only if this.#atMs has changed, and false if it is what it was";
}

exercise("04-windowed-delivery.watermark", { points: 2, title: "1.1 The watermark" }, (sides) => {
  it("follows the newest event at the delay", () => {
    claimSame(sides, {
      getPart: findHighest,
      questions: [0, 1, 2],
      expected: "after the newest event, the watermark in ms",
      look: "this.#atMs: the newest event's time less this.#delayMs; and is it stored there?",
    });
  });
  it("never goes back", () => {
    const { learner } = sides;
    const goesBack = getParts(learner, (observed: WatermarkSteps) =>
      observed.some(([, at], n) => n > 0 && Number(at) < Number(observed[n - 1]?.[1] ?? at)),
    );
    const stopped = getThrown(learner);
    expect(
      goesBack.every((item) => item === false),
      formatHint({
        expected: "an event that was overtaken leaves the watermark where it is",
        found: stopped ?? "it went back to an earlier time",
        look: "an event that would put the watermark before this.#atMs: return false, and leave it",
        because: stopped,
      }),
    ).to.equal(true);
  });
  it("says whether it has moved", () => {
    const { learner, solution } = sides;
    const [highest, required] = [learner, solution].map((run) => getParts(run, findHighest, [0, 1, 2]));
    const [isTrueOfOwn] = getParts(learner, (observed: WatermarkSteps) => observed.every(isMoveReported), [3]);
    // Without its delay, the watermark of the last question moves at other events: that is another claim.
    const isJudgedByOwn = !isEqual(highest, required) && isTrueOfOwn === true;
    claimSame(sides, {
      getPart: (observed: WatermarkSteps) => observed.map(([moved]) => moved),
      ...(isJudgedByOwn ? { questions: [0, 1, 2] } : {}),
      expected: "what observe returns, event by event",
      look: findWrongMove(getParts(learner, (observed: WatermarkSteps) => observed)),
    });
  });
});

interface WindowAnswer {
  readonly taken: readonly boolean[];
  readonly starts: readonly number[];
  readonly open: readonly Readonly<Record<"count" | "sum" | "min" | "max" | "firstMs" | "lastMs", number | string>>[];
  readonly emitted: readonly (readonly MetricAggregate[])[];
}

const NONE_OPEN = "nothing yet: every event counts as late, so no window is open. That is decided in 1.4";
const NONE_EMITTED = "nothing yet: no window was emitted. When one is emitted is decided in 1.4";

exercise("04-windowed-delivery.window-start", { points: 1, title: "1.2 Which window?" }, (sides) => {
  it("begins windows at multiples of their size", () => {
    claimSame(sides, {
      getPart: ({ starts }: WindowAnswer) => starts,
      expected: "the windows of some events begin at (in ms)",
      unreached: NONE_OPEN,
      look: "startMs: how many whole windows fit before the event, times the size",
    });
  });
});

const NUMBERS = [
  ["count", "counts the events", "window.count: one more with each event"],
  ["sum", "sums up the values", "window.sum: what it was, and the event's value"],
  ["min", "keeps the smallest value", "window.min: the smaller one of two numbers"],
  ["max", "keeps the largest value", "window.max: the larger one of two numbers"],
  ["firstMs", "keeps the first event time", "window.firstMs: the earlier one of two times, whatever arrived first"],
  ["lastMs", "keeps the last event time", "window.lastMs: the later one of two times, whatever arrived last"],
] as const;

exercise("04-windowed-delivery.take-in", { points: 3, title: "1.3 Add an event to its window" }, (sides) => {
  for (const [name, says, look] of NUMBERS)
    it(says, () => {
      claimSame(sides, {
        // The last digits are cut off: sums of decimals depend on the order of the additions.
        getPart: ({ open }: WindowAnswer) =>
          open.map(({ [name]: value }) => (typeof value === "number" ? Number(value.toPrecision(12)) : value)),
        questions: [0, 1, 2, 3, 5],
        expected: `${name} of the open windows`,
        unreached: NONE_OPEN,
        look,
      });
    });
});

exercise("04-windowed-delivery.window-end", { points: 2, title: "1.4 When is it over?" }, (sides) => {
  it("keeps a window while it lasts, and emits it afterward", () => {
    claimSame(sides, {
      getPart: ({ emitted }: WindowAnswer) => [emitted[0]?.length, emitted.flat().length],
      questions: [2, 3],
      expected: "how many aggregates come while a window lasts, and how many in all",
      look: "the comparison: a window lasts for this.#sizeMs from startMs on",
    });
  });
  it("emits a window when the watermark reaches its last millisecond", () => {
    claimSame(sides, {
      getPart: ({ emitted }: WindowAnswer) => emitted.map((aggregates) => aggregates.length),
      questions: [2, 3],
      expected: "how many aggregates come at a watermark just before the last millisecond, at it, and a window later",
      look: "the comparison with startMs + this.#sizeMs - 1",
    });
  });
  it("takes an event until then, and no later", () => {
    claimSame(sides, {
      getPart: ({ taken }: WindowAnswer) => taken,
      questions: [4],
      expected: "what add returns at a watermark just before the last millisecond, at it, and after it",
      look: "the comparison: at its last millisecond a window is over",
    });
  });
});

const MEMBERS = [
  ["minValue", "gives the smallest value", "minValue: window.min"],
  ["maxValue", "gives the largest value", "maxValue: window.max"],
  ["avg", "gives the average", "avg: the sum by the count"],
  [
    "fromTimestamp",
    "gives the first event time as text",
    "fromTimestamp: window.firstMs, by new Date(…).toISOString()",
  ],
  ["toTimestamp", "gives the last event time as text", "toTimestamp: window.lastMs, by new Date(…).toISOString()"],
] as const;

exercise("04-windowed-delivery.aggregate", { points: 2, title: "1.5 What goes out" }, (sides) => {
  it("says of which metric of which component it is", () => {
    claimSame(sides, {
      getPart: ({ emitted }: WindowAnswer) =>
        emitted.flat().map(({ componentName, metricName, unit }) => [componentName, metricName, unit]),
      questions: [0, 2],
      expected: "componentName, metricName and unit of the aggregates",
      unreached: NONE_EMITTED,
      look: "componentName, metricName and unit: those of the window",
    });
  });
  for (const [name, says, look] of MEMBERS)
    it(says, () => {
      claimSame(sides, {
        ...(name === "avg" ? { isAsGood: isEqualToTwoDecimals } : {}),
        getPart: ({ emitted }: WindowAnswer) => emitted.flat().map((aggregate) => aggregate[name]),
        questions: [0, 1, 2],
        expected: `${name} of the aggregates`,
        unreached: NONE_EMITTED,
        look,
      });
    });
});

interface GraphAnswer {
  readonly emitted: readonly (readonly MetricAggregate[])[];
  readonly late: number;
  readonly watermarkMs: number | null;
}

/** Whether events close their own windows, and count as late: without a delay, a watermark that moves too early does that. */
function isAddedAfterWatermark({ learner, solution }: EvidencePair): boolean {
  const required = getParts(solution, (answer: GraphAnswer) => answer) as readonly GraphAnswer[];
  const emitted = getParts(learner, ({ emitted }: GraphAnswer) => emitted.flat().length);
  const late = getParts(learner, (answer: GraphAnswer) => answer.late);
  const isNothingEmitted = (n: number): boolean => emitted[n] === 0 && Number(late[n]) > (required[n]?.late ?? 0);
  return emitted.some(Boolean) && required.some((_, n) => isNothingEmitted(n));
}

exercise("04-windowed-delivery.operation-graph", { points: 2, title: "1.6 Which operator follows which" }, (sides) => {
  it("lets the watermark follow the events", () => {
    claimSame(sides, {
      getPart: ({ watermarkMs }: GraphAnswer) => watermarkMs,
      expected: "the watermark after some events, in ms",
      look: "the call of watermark.observe, with Date.parse(event.timestamp)",
    });
  });
  it("emits each window with the event that closes it", () => {
    claimSame(sides, {
      getPart: ({ emitted }: GraphAnswer) => emitted.map((aggregates) => aggregates.length).join(" "),
      expected: "how many aggregates each event emits",
      look: isAddedAfterWatermark(sides)
        ? "the order: windows.add(…) comes first, with the watermark of the events before, and then watermark.observe(…)"
        : "what is returned when the watermark has moved: windows.advance(watermark.atMs)",
    });
  });
  it("counts late events", () => {
    claimSame(sides, {
      getPart: ({ late }: GraphAnswer) => late,
      expected: "the number of late events",
      look: "windows.add(…): it comes first, with the watermark of the events before, and gives false for a late event",
    });
  });
});
