// Lab 04, part 1.8: the tests that the learner writes.

import { check } from "../../../src/index";
import { eventAt, testWindows, windowOf } from "../../../src/windowed-delivery";
import type { WindowCase } from "../../../src/windowed-delivery";

// %% [markdown] id=tests-do tags=do
// ### 1.8 Test it with events out of order
//
// How do you know that all this is right? You write **tests**: events go in, and you say what must come out. A good test passes with a right application, **and fails with a wrong one**.
// So yours are graded both ways. They are run against a right application, and against five wrong ones that were made for this:
//
// 1. one that takes the order of arrival for the order of time,
// 2. one that does not wait for events that were overtaken,
// 3. one that mixes the metrics of a service,
// 4. one that mixes the services,
// 5. one that uses the midpoint of the smallest and largest values as the average.
//
// A test is data here. `says` is its name; `windowSeconds` and `delaySeconds` set the application, here windows of an hour and a delay of two. `eventAt` makes an event, and `windowOf` says what is expected of a window: `from` and `to` are the times of its first and its last event. In `events` they stand in the order in which they arrive; the order of `expected` does not matter. One example is given; its events are in order, so it finds little. Add tests (or events) of your own,
// until all five would fail. Use events of both services, of `cpu` and of `ram`, at least three, and **out of order**. When the last event has arrived, all windows are closed.

// %% id=tests exercise=04-windowed-delivery.tests
// ### START CODE HERE ### (~ 20 lines of code)
const CASES: WindowCase[] = [ // @KEEP
  { // @KEEP
    says: "says nothing but the value, where there is one event", // @KEEP
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
// **Look.** Your tests, run against your own application of 1.1 to 1.6. If one fails, either the test or the application is wrong. Fix it, save, and run this cell again.

// %% id=tests-run tags=look
import { buildOperationGraph } from "../scripts/src/metrics/app/operation-graph";

testWindows(CASES, buildOperationGraph);

// %% id=tests-check tags=check
await check("04-windowed-delivery.tests");

// %% [markdown] id=tests-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Take the four events of the beginning of this part, and say what comes out: how many windows are there? Then ask of each wrong application: which of my windows would it write otherwise? The middle and the average
// differ only if there are three values or more. Services are mixed only if both measure the same metric in the same window. The order of arrival shows if the event that arrives last in a window is not its last one.
//
// </details>
//
// {{solution 04-windowed-delivery.tests}} `cpu` of both services in one hour finds who mixes services. `cpu` and `ram` of one service find who mixes metrics. The average of 50, 57 and 20 is not the middle between 20 and 57. Events that were overtaken find the other two.
