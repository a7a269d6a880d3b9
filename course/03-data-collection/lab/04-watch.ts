// Lab 03, part 3: PutRecords, minute by minute.

import { check } from "../../../src/index";
import { followMetric } from "../../../src/data-collection";
import type { MetricQuestion } from "../../../src/data-collection";
import { STREAM } from "./01-opening";

// %% [markdown] id=part-3 tags=why
// ## 3. Watch it
//
// Does it run, and how fast? Kinesis counts for you, and CloudWatch keeps the numbers: a value a minute for each **metric**. In the console they are under *Monitoring*. ([AWS's list of them](https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html))

// %% [markdown] id=per-minute-do tags=do
// ### 3.1 Records a minute
//
// Write the question to CloudWatch. The metric `PutRecords.TotalRecords` is how many records came by PutRecords.
//
// - `Dimensions` say whose metric: that of your stream.
// - `Period` is how many seconds one value stands for. You want one for each minute.
// - `Statistics`: of all that came in this time, you want the `"Sum"`. An average would tell how many records one call had.

// %% id=per-minute exercise=03-data-collection.per-minute
// ### START CODE HERE ### (~ 4 lines of code)
const PER_MINUTE: MetricQuestion = { // @KEEP
  Namespace: "AWS/Kinesis", // @KEEP
  MetricName: "PutRecords.TotalRecords", // @REPLACE MetricName: None,
  Dimensions: [{ Name: "StreamName", Value: STREAM }], // @REPLACE Dimensions: [{ Name: "StreamName", Value: None }],
  Period: 60, // @REPLACE Period: None,
  Statistics: ["Sum"], // @REPLACE Statistics: [None],
}; // @KEEP
// ### END CODE HERE ###

// %% id=per-minute-check tags=check
await check("03-data-collection.per-minute");

// %% [markdown] id=per-minute-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The metric's name is spelt with a point in it. The period is a number, without quotes.
//
// </details>
//
// {{solution 03-data-collection.per-minute}} The metric counts records, the period puts a minute of them together, and the sum adds them up: records a minute. Without the dimension CloudWatch finds nothing, since it keeps this metric for each stream alone.

// %% [markdown] id=follow-question tags=question
// ### Predict, then run
//
// The instance puts 20 people, waits 2 seconds, and so on. **About how high will the bars be?** The chart draws itself again when a minute is over. It waits for two minutes.

// %% id=follow tags=question,wait,varies
await followMetric(PER_MINUTE, { periods: 2, title: `People put into ${STREAM}, by the minute` });

// %% [markdown] id=follow-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Somewhat below 600: 20 people, 30 times a minute, less the time that API and call take. The first bar is lower: that minute was not over, or had only begun, when the producer started. One shard would take 60,000 records in a minute.
//
// </details>

// %% [markdown] id=watch-on-aws tags=on-aws
// > **On AWS**: *Kinesis → your stream → Monitoring*. A minute is shown some minutes later. **Here** [the stream's page](/lab-cloud/console/#/kinesis/people-stream) has the same charts, and the records.
