import type { Mistakes } from "../../testing/load-mistakes";

/** The events of a right answer, and the windows that they are in. */
const EVENTS: readonly string[] = [
  'eventAt("12:00", "user-service", "cpu", 50),',
  'eventAt("11:30", "user-service", "cpu", 43),',
  'eventAt("11:00", "order-service", "ram", 13),',
  'eventAt("12:30", "user-service", "cpu", 57),',
  'eventAt("12:10", "user-service", "cpu", 20),',
  'eventAt("12:20", "user-service", "ram", 700),',
  'eventAt("12:15", "order-service", "cpu", 99),',
  'eventAt("11:45", "order-service", "ram", 21),',
];
const WINDOWS: readonly string[] = [
  'windowOf("order-service", "ram", { min: 13, max: 21, avg: 17, from: "11:00", to: "11:45" }),',
  'windowOf("user-service", "cpu", { min: 43, max: 43, avg: 43, from: "11:30", to: "11:30" }),',
  'windowOf("user-service", "cpu", { min: 20, max: 57, avg: 127 / 3, from: "12:00", to: "12:30" }),',
  'windowOf("user-service", "ram", { min: 700, max: 700, avg: 700, from: "12:20", to: "12:20" }),',
  'windowOf("order-service", "cpu", { min: 99, max: 99, avg: 99, from: "12:15", to: "12:15" }),',
];

/** An answer with two tests: the one of a single event that is given, and one of these events. */
const writeTests = (events: readonly string[], windows: readonly string[]): readonly string[] => [
  "const CASES: WindowCase[] = [",
  "  {",
  '    says: "returns the value itself if there is only one event",',
  "    windowSeconds: 3600, delaySeconds: 7200,",
  '    events: [eventAt("12:00", "user-service", "cpu", 50)],',
  '    expected: [windowOf("user-service", "cpu", { min: 50, max: 50, avg: 50, from: "12:00", to: "12:00" })],',
  "  },",
  "  {",
  '    says: "one of my own",',
  "    windowSeconds: 3600, delaySeconds: 7200,",
  "    events: [",
  ...events.map((line) => `      ${line}`),
  "    ],",
  "    expected: [",
  ...windows.map((line) => `      ${line}`),
  "    ],",
  "  },",
  "];",
];

export const mistakes: Mistakes = {
  /** The events are in order, so that an application that does not wait for late events passes. */
  "tests-in-order": {
    fails: [
      "has events of two services, of cpu and ram, out of order",
      "fails with one that takes the order of arrival for the order of time",
      "fails with one that does not wait for events that were overtaken",
    ],
    answer: writeTests(EVENTS.toSorted(), WINDOWS),
  },
  /** Each service has one metric, so that an application that mixes metrics passes. */
  "tests-of-one-metric-each": {
    fails: ["fails with one that mixes the metrics of a service"],
    answer: writeTests(
      [...EVENTS.filter((line) => !/700|99/.test(line)), 'eventAt("12:40", "billing-service", "cpu", 4),'],
      [
        ...WINDOWS.slice(0, 3),
        'windowOf("billing-service", "cpu", { min: 4, max: 4, avg: 4, from: "12:40", to: "12:40" }),',
      ],
    ),
  },
  /** The two services have no metric in common, so that an application that mixes services passes. */
  "tests-of-one-service": {
    fails: ["fails with one that mixes the services"],
    answer: writeTests(
      EVENTS.filter((line) => !line.includes("99")),
      WINDOWS.filter((line) => !line.includes("99")),
    ),
  },
  /** No window has more than two values, so the midpoint equals the average. */
  "tests-of-two-values": {
    fails: ["fails with one that takes the middle for the average"],
    answer: writeTests(
      [
        'eventAt("12:00", "user-service", "cpu", 50),',
        'eventAt("11:30", "user-service", "cpu", 43),',
        'eventAt("11:00", "order-service", "ram", 13),',
        'eventAt("12:30", "user-service", "cpu", 57),',
        'eventAt("12:20", "user-service", "ram", 700),',
        'eventAt("12:15", "order-service", "cpu", 99),',
        'eventAt("11:45", "order-service", "ram", 21),',
        'eventAt("12:05", "user-service", "ram", 600),',
      ],
      [
        'windowOf("order-service", "ram", { min: 13, max: 21, avg: 17, from: "11:00", to: "11:45" }),',
        'windowOf("user-service", "cpu", { min: 43, max: 43, avg: 43, from: "11:30", to: "11:30" }),',
        'windowOf("user-service", "cpu", { min: 50, max: 57, avg: 53.5, from: "12:00", to: "12:30" }),',
        'windowOf("user-service", "ram", { min: 600, max: 700, avg: 650, from: "12:05", to: "12:20" }),',
        'windowOf("order-service", "cpu", { min: 99, max: 99, avg: 99, from: "12:15", to: "12:15" }),',
      ],
    ),
  },
  /** A test expects the bounds of the window instead of the times of its events. */
  "tests-with-a-wrong-expectation": {
    fails: [
      "passes with a right application",
      "fails with one that takes the order of arrival for the order of time",
      "fails with one that does not wait for events that were overtaken",
      "fails with one that mixes the metrics of a service",
      "fails with one that mixes the services",
      "fails with one that takes the middle for the average",
    ],
    answer: writeTests(
      EVENTS,
      WINDOWS.map((line) => line.replace('to: "11:45"', 'to: "12:00"')),
    ),
  },
  /** One test has windows of size 0, so it cannot run. */
  "tests-without-a-window": {
    fails: ["passes with a right application"],
    answer: writeTests(EVENTS, WINDOWS).with(3, "    windowSeconds: 0, delaySeconds: 7200,"),
  },
};
