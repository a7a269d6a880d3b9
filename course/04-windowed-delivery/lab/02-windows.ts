// Lab 04, part 1: the operators of the stream application.

import { check } from "../../../src/index";

// %% [markdown] id=part-1 tags=why
// ## 1. Windows over events out of order
//
// A stream has no end. So *the average of all values* can never be said; the average of the values **of one minute** can. Such a piece of time is a
// **window**. Windows of the same size, one after the other without a gap, are called **tumbling** windows.
//
// When is a window complete? If events came in order, as soon as the first event of the next minute arrived. But look at these four, in the
// order in which they arrive, with windows of an hour:
//
// ```
// user-service  cpu: 50, timestamp: 12:00
// user-service  cpu: 43, timestamp: 11:30
// order-service ram: 13, timestamp: 11:00
// user-service  cpu: 57, timestamp: 12:30
// ```
//
// The first event belongs to the window that starts at 12:00. The next two belong to the window **before**. Somebody has to decide how long to wait for such
// events. The answer of stream processors, Apache Flink among them, is a **watermark**: a clock of event time that runs behind. It says: *I believe
// that all events up to this time have arrived.* It is the latest event time seen so far, minus a **delay**. When it passes the end of a window, the window
// is written. What comes after that is **late**, and is left out. ([Flink's page on time](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/concepts/time/))
//
// Go through the four events with a delay of 30 minutes. The first one, at 12:00, puts the watermark at 11:30. The next two do not move it: it never goes back. They are in time, since the window from 11 to 12 o'clock is still open. The fourth one, at 12:30, puts the watermark at 12:00: now that window is written.
// Without a delay, the first event alone would have put the watermark at 12:00, and both events of the window before would have been late.

// %% [markdown] id=project-do tags=do
// ### The project
//
// An application you want to test and change should not be one long script. It reads from a **source** and writes to a **sink**, here two data streams. In between, each event goes through some steps, which are
// called **operators**; the **operation graph** says in which order. Each of these has a file of its own, below `src/metrics`:
//
// | file | what is in it |
// |---|---|
// | [`model/metric-event.ts`](../../../src/metrics/model/metric-event.ts), [`model/metric-aggregate.ts`](../../../src/metrics/model/metric-aggregate.ts) | the **data model**: what comes in, what goes out |
// | [`app/config.ts`](../../../src/metrics/app/config.ts) | what may be set: source, sink, window, delay |
// | [`app/operators/parse-event.ts`](../../../src/metrics/app/operators/parse-event.ts) | operator: reads a record as an event |
// | [`app/operators/watermark.ts`](../../../src/metrics/app/operators/watermark.ts) | operator: how far has event time come? **(yours)** |
// | [`app/operators/tumbling-window.ts`](../../../src/metrics/app/operators/tumbling-window.ts) | operator: sorts events into windows, and emits them **(yours)** |
// | [`app/operation-graph.ts`](../../../src/metrics/app/operation-graph.ts) | says which operator follows which, and nothing else **(yours)** |
// | [`app/checkpoint.ts`](../../../src/metrics/app/checkpoint.ts) | what a restart needs |
// | [`app/windowed-metrics-app.ts`](../../../src/metrics/app/windowed-metrics-app.ts) | the program: reads a stream, writes a stream **(yours)** |
//
// Each important step writes a **debug log**: set the environment variable `NODE_DEBUG=metrics` to see what the application is doing.

// %% [markdown] id=watermark-do tags=do
// ### 1.1 The watermark
//
// Open [`src/metrics/app/operators/watermark.ts`](../../../src/metrics/app/operators/watermark.ts). `observe` is called with the time of each event, in
// milliseconds. Complete it:
//
// - `wanted` is where this event alone would put the watermark: its time, less the delay.
// - If that is not later than where the watermark stands, nothing moves: return `false`.
// - Else the watermark moves there.
//
// **Save** the file.

// %% id=watermark-check tags=check
await check("04-windowed-delivery.watermark");

// %% [markdown] id=watermark-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `this.#delayMs` is the delay, `this.#atMs` is where the watermark stands. Not later means `<=`.
//
// </details>
//
// {{solution 04-windowed-delivery.watermark}} An out-of-order event would move the watermark backwards, so the watermark stays where it is. `true` tells the graph that windows may be over now; `false` saves it the question.

// %% [markdown] id=window-start-do tags=do
// ### 1.2 Which window?
//
// Open [`src/metrics/app/operators/tumbling-window.ts`](../../../src/metrics/app/operators/tumbling-window.ts). It has four places. In the first one, find the
// beginning of the window that an event belongs to. Windows begin at multiples of their size: with windows of 60,000 ms, the event at 75,000 belongs to
// the window that begins at 60,000. The event at exactly 60,000 does, too.

// %% id=window-start-check tags=check
await check("04-windowed-delivery.window-start");

// %% [markdown] id=window-start-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// How many whole windows fit before the event? `Math.floor(a / b)` says it. Then multiply.
//
// </details>
//
// {{solution 04-windowed-delivery.window-start}} How many whole windows fit before the event, times their size: that is a beginning. All windows count from 1970, so every service has the same ones.

// %% [markdown] id=take-in-do tags=do
// ### 1.3 Take an event in
//
// An open window does not keep its events. It keeps six numbers: how many events, the sum of their values, the smallest and the largest value, the first
// and the last event time. In the second place, bring all six up to date with one more event. Remember that it may be out of order: the event that
// comes last is not always the last one in event time.

// %% id=take-in-check tags=check
await check("04-windowed-delivery.take-in");

// %% [markdown] id=take-in-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `Math.min` and `Math.max` of what the window knows and what the event says: for the value, and for the time `atMs`. `+=` adds to a member.
//
// </details>
//
// {{solution 04-windowed-delivery.take-in}} None of the six numbers depends on the order of the events: that is why they may come in any order. Sum and count are kept instead of the average, since an average alone cannot take in one more value.

// %% [markdown] id=window-end-do tags=do
// ### 1.4 When is it over?
//
// The third place decides when a window is over: when the watermark has reached its **last millisecond**. A window of 60,000 ms that begins at 60,000
// has 119,999 as its last millisecond; 120,000 belongs to the next. The same condition answers two questions: is an event late, and can a window be emitted?

// %% id=window-end-check tags=check
await check("04-windowed-delivery.window-end");

// %% [markdown] id=window-end-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The last millisecond is `startMs + this.#sizeMs - 1`. Reached: `>=`.
//
// </details>
//
// {{solution 04-windowed-delivery.window-end}} What is over is written, and takes in nothing more: one line for both. With `>` a window would stay open for one millisecond longer than in Flink.

// %% [markdown] id=aggregate-do tags=do
// ### 1.5 What goes out
//
// The last place makes an aggregate of a window's six numbers. `new Date(ms).toISOString()` makes a text such as `2030-01-01T12:00:02.001Z` of a time.
// **Save** the file.

// %% id=aggregate-check tags=check
await check("04-windowed-delivery.aggregate");

// %% [markdown] id=aggregate-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The average is the sum divided by the count. The two times are `window.firstMs` and `window.lastMs`, each as text.
//
// </details>
//
// {{solution 04-windowed-delivery.aggregate}} The average is made only now, when the count is final. The times are those of the first and the last event, which tells more than the borders of the window.

// %% [markdown] id=graph-do tags=do
// ### 1.6 Which operator follows which
//
// Open [`src/metrics/app/operation-graph.ts`](../../../src/metrics/app/operation-graph.ts). Two lines connect the operators, and their order matters:
//
// 1. First the window: `windows.add(event, watermark.atMs)` gives `false` if the event is late. Then count it in `late`.
// 2. Then the watermark: `watermark.observe(…)`, with the event's time in ms. If it has moved, return what `windows.advance(watermark.atMs)` emits, else an empty list.
//
// The other way round, an event would be measured against a watermark that it has moved itself.

// %% id=graph-check tags=check
await check("04-windowed-delivery.operation-graph");

// %% [markdown] id=graph-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `if (!windows.add(…))` is the first line's condition. `Date.parse(event.timestamp)` gives ms. The second line is a conditional expression, `a ? b : []`.
//
// </details>
//
// {{solution 04-windowed-delivery.operation-graph}} An event is measured against the watermark of those before it, and only then moves it. A window can be over only when the watermark has moved: otherwise nothing is asked.

// %% [markdown] id=sink-record-do tags=do
// ### 1.7 Into the stream
//
// Open [`src/metrics/app/windowed-metrics-app.ts`](../../../src/metrics/app/windowed-metrics-app.ts). At its end, `recordOf` makes a record of an aggregate. Its **partition key** is the name of the
// component, so that all aggregates of one service stay in order. Its data is the aggregate as JSON text.
//
// Then read the loop above it. It writes the aggregates first, and the **checkpoint** after that. If the program dies in between, it writes the same aggregates
// once more after a restart. That is called **at least once**. The other way round, they would be lost.

// %% id=sink-record-check tags=check
await check("04-windowed-delivery.sink-record");

// %% [markdown] id=sink-record-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `aggregate.componentName`, and `JSON.stringify(aggregate)`.
//
// </details>
//
// {{solution 04-windowed-delivery.sink-record}} Records with the same key go to the same shard and stay in order. JSON text is what the Firehose and the table read later.
