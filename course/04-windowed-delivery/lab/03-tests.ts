// Lab 04, part 1.8: the tests that the learner writes.

import { check } from "../../../src/index";
import { eventAt, testWindows, windowOf } from "../../../src/windowed-delivery";
import type { WindowCase } from "../../../src/windowed-delivery";

// %% [markdown] id=tests-do tags=do
// ### 1.8 Test it with events out of order
//
// How do you know that all this is right? You write **tests**: you send in events, and say what must come out. A good test passes with a correct application, **and fails with a wrong one**.
// So yours are graded both ways. They run against a correct application, and against five wrong ones:
//
// 1. one that mistakes the order of arrival for the order of time,
// 2. one that doesn't wait for out-of-order events,
// 3. one that mixes the metrics of a service,
// 4. one that mixes the services,
// 5. one that uses the midpoint of the smallest and largest values as the average.
//
// Here, a test is data:
//
// - `says` is its name.
// - `windowSeconds` and `delaySeconds` are the application's settings, here one-hour windows and a delay of two hours.
// - `events` are in the order in which they arrive. `eventAt` creates one.
// - `expected` are the windows, in any order. `windowOf` describes one: `from` and `to` are the times of its first and last events. Two decimals are enough for an average.
//
// One example is given. It has only one event, so it doesn't catch much. Add tests (or events) of your own,
// until all five would fail. Use at least three events, from both services, of `cpu` and of `ram`, **out of order**. After the last event, all windows are closed.

// %% id=tests exercise=04-windowed-delivery.tests
// ### START CODE HERE ### (~ 20 lines of code)
const CASES: WindowCase[] = [ // @KEEP
  { // @KEEP
    says: "returns the value itself if there is only one event", // @KEEP
    windowSeconds: 3600, delaySeconds: 7200, // @KEEP
    events: [eventAt("12:00", "user-service", "cpu", 50)], // @KEEP
    expected: [windowOf("user-service", "cpu", { min: 50, max: 50, avg: 50, from: "12:00", to: "12:00" })], // @KEEP
  }, // @KEEP
  {
    says: "puts events into the window of their own time, whatever the order",
    windowSeconds: 3600, delaySeconds: 7200,
    events: [
      eventAt("12:00", "user-service", "cpu", 50),
      eventAt("11:30", "user-service", "cpu", 43),
      eventAt("11:00", "order-service", "ram", 13),
      eventAt("12:30", "user-service", "cpu", 57),
      eventAt("12:10", "user-service", "cpu", 20),
      eventAt("12:20", "user-service", "ram", 700),
      eventAt("12:15", "order-service", "cpu", 99),
      eventAt("11:45", "order-service", "ram", 21),
    ],
    expected: [
      windowOf("order-service", "ram", { min: 13, max: 21, avg: 17, from: "11:00", to: "11:45" }),
      windowOf("user-service", "cpu", { min: 43, max: 43, avg: 43, from: "11:30", to: "11:30" }),
      windowOf("user-service", "cpu", { min: 20, max: 57, avg: 127 / 3, from: "12:00", to: "12:30" }),
      windowOf("user-service", "ram", { min: 700, max: 700, avg: 700, from: "12:20", to: "12:20" }),
      windowOf("order-service", "cpu", { min: 99, max: 99, avg: 99, from: "12:15", to: "12:15" }),
    ],
  },
]; // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=tests-run-note tags=look
// **Look.** The next cell runs your tests against your own application from 1.1 to 1.6. If one fails, either the test or the application is wrong. Fix it, save, and run this cell again.

// %% id=tests-run tags=look
import { buildOperationGraph } from "../scripts/src/metrics/app/operation-graph";

testWindows(CASES, buildOperationGraph);

// %% id=tests-check tags=check
await check("04-windowed-delivery.tests");

// %% [markdown] id=tests-stuck tags=stuck
// {{solution 04-windowed-delivery.tests}} `cpu` of both services in the same hour catches the one that mixes services. `cpu` and `ram` of one service catch the one that mixes metrics. The average of 50, 57 and 20 isn't the midpoint of 20 and 57. Out-of-order events catch the other two.
