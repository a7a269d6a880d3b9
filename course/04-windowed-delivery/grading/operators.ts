import { planScriptQuestions } from "../../plan-script-questions";
import { between, type Random } from "../../../src/generators/random";
import { createGraphCases } from "./cases";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Event times in the order of arrival: mostly later than the one before, some out of order. */
const drawTimesOutOfOrder = (random: Random, count: number): number[] => {
  const first = Date.UTC(2031, between(random, 0, 11), between(random, 1, 28)) + between(random, 0, DAY_MS);
  return Array.from({ length: count }, (_, n) => first + n * 20_000 + between(random, -45_000, 45_000));
};

/** Each question has a delay, the watermark's initial value, and event times in the order of arrival. The last question has one event at the watermark itself. */
export const watermark = planScriptQuestions({
  path: "src/metrics/app/operators/watermark.ts",
  ask: `
    const watermark = new script.Watermark(question.delayMs, question.atMs ?? undefined);
    return question.times.map((time) => {
      const beforeMs = watermark.atMs;
      return [watermark.observe(time), watermark.atMs, beforeMs];
    });
  `,
  createQuestions: (random) => [
    ...[1, 2, 3].map(() => ({ delayMs: between(random, 1_000, 60_000), times: drawTimesOutOfOrder(random, 20) })),
    { delayMs: 1_000, atMs: 5_000, times: [6_000, 5_999, 6_001, 6_001] },
  ],
});

const createEvent = (
  [componentName, metricName]: readonly [component: string, metric: string],
  value: number,
  atMs: number,
) => ({
  componentName,
  metricName,
  unit: metricName === "cpu" ? "percent" : "mebibytes",
  value,
  timestamp: new Date(atMs).toISOString(),
});

/**
 * Each question has the size of the windows, events, each with the watermark at its arrival, and watermarks to which
 * the operator then advances. Some questions have negative values, to detect a smallest value that begins at 0.
 */
export const tumblingWindow = planScriptQuestions({
  path: "src/metrics/app/operators/tumbling-window.ts",
  ask: `
    // As JSON a Date would look like a text.
    const plain = (value) => (value instanceof Date ? "a Date, not a text" : value);
    const members = (aggregate) => Object.entries(Object(aggregate)).map(([name, value]) => [name, plain(value)]);
    // As JSON it would be null.
    const finite = (number) => (Math.abs(number) === Infinity ? String(number) : number);
    const window = new script.TumblingWindow(question.sizeMs);
    const answer = {
      taken: question.events.map(({ event, watermarkMs }) => window.add(event, watermarkMs ?? -Infinity)),
      starts: window.snapshot().map(({ startMs }) => startMs),
      open: window.snapshot().map(({ count, sum, min, max, firstMs, lastMs }) => ({
        count, sum, min: finite(min), max: finite(max), firstMs: finite(firstMs), lastMs: finite(lastMs),
      })),
    };
    const advance = (watermarkMs) =>
      window.advance(watermarkMs).map((aggregate) => Object.fromEntries(members(aggregate)));
    try {
      return { ...answer, emitted: question.watermarks.map(advance) };
    } catch (error) {
      // A time that was never set can't be text: what is open is right or wrong without it.
      return { ...answer, stopped: describeError(error) };
    }
  `,
  createQuestions: (random) => {
    const start = Math.floor(Date.UTC(2032, between(random, 0, 11), 3) / MINUTE_MS) * MINUTE_MS;
    const drawValue = (): number => between(random, 500, 9_000) / 100;
    // A value of 0 counts like any other: here as the smallest.
    const inOne = [40_000, 10_000, 59_000, 3_000, 25_000].map((at, n) => {
      const drawn = drawValue();
      return { event: createEvent(["user-service", "cpu"], n === 1 ? 0 : drawn, start + at) };
    });
    return [
      { sizeMs: MINUTE_MS, events: inOne, watermarks: [start + MINUTE_MS] },
      {
        sizeMs: MINUTE_MS,
        events: inOne.map(({ event: rest }) => ({ event: { ...rest, value: rest.value - 100 } })),
        watermarks: [start + MINUTE_MS],
      },
      // At the borders of a window: its first millisecond, its last, the first of the next window; with two sizes.
      ...[MINUTE_MS, 3 * MINUTE_MS].map((sizeMs) => ({
        sizeMs,
        events: [0, sizeMs - 1, sizeMs, between(random, 1, sizeMs - 2)].map((at) => ({
          event: createEvent(["order-service", "ram"], drawValue(), Math.floor(start / sizeMs) * sizeMs + at),
        })),
        watermarks: [
          Math.floor(start / sizeMs) * sizeMs + sizeMs - 2,
          Math.floor(start / sizeMs) * sizeMs + sizeMs - 1,
          Math.floor(start / sizeMs) * sizeMs + 2 * sizeMs,
        ],
      })),
      // The same event with three watermarks: in time by a millisecond, late by none, late by one.
      {
        sizeMs: MINUTE_MS,
        events: [start + MINUTE_MS - 2, start + MINUTE_MS - 1, start + MINUTE_MS].map((watermarkMs) => ({
          event: createEvent(["user-service", "ram"], drawValue(), start + 7),
          watermarkMs,
        })),
        watermarks: [start + 2 * MINUTE_MS],
      },
      // The time 0, at which 1970 began, counts like any other, and so does 0 as the largest value.
      {
        sizeMs: MINUTE_MS,
        events: [
          createEvent(["user-service", "ram"], 0, 0),
          createEvent(["user-service", "ram"], -drawValue(), between(random, 1_000, 9_000)),
        ].map((item) => ({ event: item })),
        watermarks: [MINUTE_MS],
      },
    ];
  },
});

/** Each question has the configuration, and events in the order of arrival. */
export const operationGraph = planScriptQuestions({
  path: "src/metrics/app/operation-graph.ts",
  ask: `
    const graph = script.buildOperationGraph({ windowMs: question.windowMs, delayMs: question.delayMs });
    const emitted = question.events.map((event) => graph.process(Buffer.from(JSON.stringify(event))));
    return { emitted, late: graph.state().late, watermarkMs: graph.state().watermarkMs };
  `,
  createQuestions: (_random, seed) => createGraphCases(seed),
});
