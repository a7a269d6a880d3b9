// Lab 04, part 8: the demonstration.

import { writeDemoReport } from "../../../src/windowed-delivery";
import { APPLICATION, ATHENA, DELIVERY, STUDENT } from "./01-opening";
import { CHECKPOINT } from "./05-let-it-run";
import { MY_QUERY } from "./06-table";
import { optionB } from "./08-flink";

// %% [markdown] id=part-8 tags=why
// ## 8. The exam
//
// The exam has two parts. First, someone reviews your project: the **code review**. Then you show that it works: the **demonstration**.

// %% [markdown] id=review-list tags=why
// ### 8.1 The code review
//
// You know the review checklist in advance. This is what your project needs, and where it is:
//
// | item | what the reviewer looks for | where |
// |---|---|---|
// | 1 | a separate module for the data model: the event, the aggregate | `model` |
// | 2 | a separate module for the streaming application | `app` |
// | 2.1 | one place that builds the operation graph, with hardly any logic in it | `app/operation-graph.ts` **(yours)** |
// | 2.2 | a separate class for the configuration: source, sink, window, delay | `app/config.ts` |
// | 2.3 | a separate file for each operator | `app/operators` **(two are yours)** |
// | 2.4 | a unit test with a positive case for each operator | **two are missing** |
// | 2.5 | a debug log in each key step | all files of `app` with a step in them |
// | 3.1 | an integration test over real streams | `app/windowed-metrics-app.test.ts` |
// | 3.2 | it publishes at least three events of two services, cpu and ram, out of order | the same: the four events from part 1, and four more |
// | 3.3 | it verifies min, max, average, the first and the last time | the same |
//
// The **integration test** is given, in [`windowed-metrics-app.test.ts`](../../../src/metrics/app/windowed-metrics-app.test.ts). It puts events into a stream in a fresh lab cloud, runs the whole application, and reads what the application wrote to another stream. Read it:
// which of the ten items does each part of it satisfy?

// %% [markdown] id=review-do tags=do
// A program can check this list by reading the code in `src/metrics` and running your unit tests. Open a terminal (*File → New → Terminal*) and run:
//
// ```bash
// npx labs review
// ```
//
// For anything that fails, it names the file and the next step. Item 2.4 is left for you: two operators don't have a **unit test** yet. A unit test calls one operator by itself, and checks what it returns.
// [`parse-event.test.ts`](../../../src/metrics/app/operators/parse-event.test.ts) is an example. Write `watermark.test.ts` and `tumbling-window.test.ts` next to it, with one good case each. (In the file browser on the left, open `src/metrics/app/operators`. Right-click the example, choose *Duplicate*, and then *Rename*.) Run them:
//
// ```bash
// npx mocha src/metrics/app/operators/*.test.ts
// npx labs review --html review.html
// ```
//
// The page also has a form for what only a person can judge: are the names good, and does each test check something that matters?

// %% [markdown] id=review-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `const watermark = new Watermark(30)` waits 30 ms. After `watermark.observe(100)`, it's at 70. That's one case: `expect(watermark.atMs).to.equal(70)`.
//
// `const windows = new TumblingWindow(60_000)` has one-minute windows. `windows.add(event, -Infinity)` takes an event in. `-Infinity` is the watermark before any event. With an event in the first minute, `1970-01-01T00:00:10.000Z`, nothing is over at 59,998: `expect(windows.advance(59_998)).to.have.length(0)`. At 59,999, the window is written: the length is 1.
//
// </details>

// %% [markdown] id=demo-points tags=do
// ### 8.2 The demonstration
//
// In the exam, you show that all this works, point by point, from the state of the cloud:
//
// | point | what you show |
// |---|---|
// | 1 | two data streams, input and output, with your name |
// | 2 | both were empty, read from **Trim Horizon**: from the oldest record that they hold |
// | 3 | an empty bucket with your name |
// | 4 | your application and the managed one, and that both point to both streams |
// | 5 | the Firehose, and that it points to the output stream and to the bucket |
// | 6 | test metrics are published |
// | 7 | the table of the Data Catalog points to the bucket |
// | 8 | Athena returns the result of a query on it |
// | 9 | the seven columns of the data |
// | 10 | option B: the SQL code |
//
// You proved points 2 and 3 in part 2, before the first event. The time is saved in a file, so the proof remains valid even if you run this notebook again from the top. It's valid until you delete these streams and this bucket.
//
// The next cell proves the others from the state of the cloud. It writes a report next to this notebook: one self-contained page, with a picture of each point that can be shown. Double-click it in the file browser on the left to open it. On AWS, you would record your screen, and go through the console the same way. **Here**, the pages would be [Kinesis](/lab-cloud/console/#/kinesis/*-metrics), [Firehose](/lab-cloud/console/#/firehose/*-delivery), [Flink](/lab-cloud/console/#/flink/*-windows), [S3](/lab-cloud/console/#/s3/*-aggregates-*) and [Athena](/lab-cloud/console/#/athena/metrics/aggregates).

// %% id=demo tags=do,varies
await writeDemoReport({
  student: STUDENT,
  delivery: DELIVERY,
  application: APPLICATION,
  checkpoint: CHECKPOINT,
  table: "aggregates",
  query: { ...ATHENA, sql: MY_QUERY },
  optionB: [...optionB.tables, optionB.insert].map(({ text }) => `${text};`).join("\n\n"),
});

// %% [markdown] id=demo-note tags=look
// If a point fails, the report says what was found instead. Did you miss points 2 and 3? Then run the clean-up, create the stack again, run the cell that proves them, and write the events again.
