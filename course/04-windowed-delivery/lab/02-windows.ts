// Lab 04, part 1: the operators of the stream application.

import { check } from "../../../src/index";

// %% [markdown] id=part-1 tags=why
// ## 1. Windows over events out of order
//
// A stream has no end. So you can never compute *the average of all values*, but you can compute the average of the values **in one minute**. A stretch of time like that is a
// **window**. Windows of the same size, one after the other without a gap, are called **tumbling** windows.
//
// When is a window complete? If events came in order, as soon as the first event of the next minute arrived. But look at these four, in the
// order in which they arrive, with one-hour windows:
//
// ```
// user-service  cpu: 50, timestamp: 12:00
// user-service  cpu: 43, timestamp: 11:30
// order-service ram: 13, timestamp: 11:00
// user-service  cpu: 57, timestamp: 12:30
// ```
//
// The first event belongs to the window that starts at 12:00. The next two belong to the window **before** it. So the application has to decide how long to wait for such
// events. Stream processors such as Apache Flink use a **watermark**: a clock of event time that runs behind. It says: *I believe
// that all events up to this time have arrived.* It is the latest event time seen so far, minus a **delay**. When it passes the end of a window, the window
// is written. Events for that window that come later are **late**, and are left out. ([Flink's page on time](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/concepts/time/))
//
// Go through the four events with a delay of 30 minutes. The first one, at 12:00, moves the watermark to 11:30. The next two don't move it, because it never goes back. They are in time, because the window from 11:00 to 12:00 is still open. The fourth one, at 12:30, moves the watermark to 12:00, and that window is written.
// Without a delay, the first event alone would have moved the watermark to 12:00. Both events of the window before would have been late.

// %% [markdown] id=project-do tags=do
// ### The project
//
// An application you want to test and change should not be one long script. It reads from a **source** and writes to a **sink**, here two data streams. In between, each event goes through some steps, which are
// called **operators**. The **operation graph** defines their order. Each of these has its own file, under `src/metrics`:
//
// | file | what is in it |
// |---|---|
// | [`model/metric-event.ts`](../../../src/metrics/model/metric-event.ts), [`model/metric-aggregate.ts`](../../../src/metrics/model/metric-aggregate.ts) | the **data model**: what comes in, what goes out |
// | [`app/config.ts`](../../../src/metrics/app/config.ts) | the settings: source, sink, window, delay |
// | [`app/operators/parse-event.ts`](../../../src/metrics/app/operators/parse-event.ts) | operator: parses a record into an event |
// | [`app/operators/watermark.ts`](../../../src/metrics/app/operators/watermark.ts) | operator: how far has event time come? **(yours)** |
// | [`app/operators/tumbling-window.ts`](../../../src/metrics/app/operators/tumbling-window.ts) | operator: sorts events into windows, and emits them **(yours)** |
// | [`app/operation-graph.ts`](../../../src/metrics/app/operation-graph.ts) | defines which operator follows which, and nothing else **(yours)** |
// | [`app/checkpoint.ts`](../../../src/metrics/app/checkpoint.ts) | what a restart needs |
// | [`app/windowed-metrics-app.ts`](../../../src/metrics/app/windowed-metrics-app.ts) | the program: reads a stream, writes a stream **(yours)** |
//
// Each important step writes a **debug log**: set the environment variable `NODE_DEBUG=metrics` to see what the application is doing.

// %% [markdown] id=watermark-do tags=do
// ### 1.1 The watermark
//
// Open [`src/metrics/app/operators/watermark.ts`](../../../src/metrics/app/operators/watermark.ts). `observe` is called with the time of each event, in
// milliseconds. Write its body, from what you have just read: it moves the watermark if this event has to move it, and returns whether the watermark has moved.
// An event that would put it where it already is doesn't move it. The class has two private members for you to use.
//
// **Save** the file.

// %% id=watermark-check tags=check
await check("04-windowed-delivery.watermark");

// %% [markdown] id=watermark-stuck tags=stuck
// {{solution 04-windowed-delivery.watermark}} An out-of-order event would move the watermark backwards, so the watermark stays where it is. `true` means that windows may be over now, so the graph has to check. `false` saves it that work.

// %% [markdown] id=window-start-do tags=do
// ### 1.2 Which window?
//
// Open [`src/metrics/app/operators/tumbling-window.ts`](../../../src/metrics/app/operators/tumbling-window.ts). It has four exercises. In the first one, find the
// beginning of the window that an event belongs to. Windows begin at multiples of their size. With windows of 60,000 ms, the event at 75,000 belongs to
// the window that begins at 60,000. So does the event at exactly 60,000.

// %% id=window-start-check tags=check
await check("04-windowed-delivery.window-start");

// %% [markdown] id=window-start-stuck tags=stuck
// {{solution 04-windowed-delivery.window-start}} Take the number of whole windows that fit before the event, and multiply it by their size: that's where its window begins. All windows count from 1970, so every service has the same ones.

// %% [markdown] id=take-in-do tags=do
// ### 1.3 Add an event to its window
//
// An open window doesn't store its events. It stores six numbers: the number of events, the sum of their values, the smallest and the largest value, and the first
// and the last event time. In the second exercise, update all six members of `window` with one more event. Its value is `value`, and its time is `atMs`. Remember that it may be out of order: the event that
// arrives last isn't always the last one in event time.

// %% id=take-in-check tags=check
await check("04-windowed-delivery.take-in");

// %% [markdown] id=take-in-stuck tags=stuck
// {{solution 04-windowed-delivery.take-in}} None of the six numbers depends on the order of the events, so events can come in any order. The window stores the sum and the count instead of the average, because you can't update an average alone with one more value.

// %% [markdown] id=window-end-do tags=do
// ### 1.4 When is it over?
//
// The third exercise decides when a window is over: when the watermark has reached its **last millisecond**. For a window of 60,000 ms that begins at 60,000,
// that's 119,999. 120,000 belongs to the next window. The same condition answers two questions: is an event late, and can a window be emitted?

// %% id=window-end-check tags=check
await check("04-windowed-delivery.window-end");

// %% [markdown] id=window-end-stuck tags=stuck
// {{solution 04-windowed-delivery.window-end}} A window that is over is written, and accepts no more events: one line covers both. With `>`, a window would stay open one millisecond longer than in Flink.

// %% [markdown] id=aggregate-do tags=do
// ### 1.5 What goes out
//
// The last exercise turns a window's six numbers into an aggregate: return an object of the type [`MetricAggregate`](../../../src/metrics/model/metric-aggregate.ts).
// `new Date(ms).toISOString()` turns a time into a string such as `2030-01-01T12:00:02.001Z`. Give the average as a number, exact or rounded to two decimals.
// **Save** the file.

// %% id=aggregate-check tags=check
await check("04-windowed-delivery.aggregate");

// %% [markdown] id=aggregate-stuck tags=stuck
// {{solution 04-windowed-delivery.aggregate}} The average is computed only now, when the count is final. The times are those of the first and the last event, which tell you more than the boundaries of the window.

// %% [markdown] id=graph-do tags=do
// ### 1.6 Which operator follows which
//
// Open [`src/metrics/app/operation-graph.ts`](../../../src/metrics/app/operation-graph.ts). Write what happens to an event after it was parsed. You have three calls:
//
// - `windows.add(event, watermark.atMs)` returns `false` if the event is late.
// - `watermark.observe(…)`, with the event's time in ms, returns whether the watermark has moved.
// - `windows.advance(watermark.atMs)` returns the windows that are over.
//
// **You choose the order, and it matters**: whether an event is late depends only on the events *before* it. Count each late event in `late`. Return the windows that this event has closed, as a list.
// An empty list means none.

// %% id=graph-check tags=check
await check("04-windowed-delivery.operation-graph");

// %% [markdown] id=graph-stuck tags=stuck
// {{solution 04-windowed-delivery.operation-graph}} An event is compared with the watermark of the events before it, and only then moves it. A window can be over only if the watermark has moved. Otherwise, there's nothing to check.

// %% [markdown] id=sink-record-do tags=do
// ### 1.7 Into the stream
//
// Open [`src/metrics/app/windowed-metrics-app.ts`](../../../src/metrics/app/windowed-metrics-app.ts). At the end, `recordOf` turns an aggregate into a record. Choose its **partition key** so that all
// aggregates of one service stay in order, while those of another service may be in another shard. Its data is the aggregate as JSON text.
//
// `Buffer.from(…)` turns text into bytes.
//
// Then read the loop above it. It writes the aggregates first, and the **checkpoint** after that. If the program crashes in between, it writes the same aggregates
// again after a restart. That's called **at least once**. The other way around, they would be lost.

// %% id=sink-record-check tags=check
await check("04-windowed-delivery.sink-record");

// %% [markdown] id=sink-record-stuck tags=stuck
// {{solution 04-windowed-delivery.sink-record}} Records with the same key go to the same shard, and stay in order there. The Firehose and the table read JSON text later.
