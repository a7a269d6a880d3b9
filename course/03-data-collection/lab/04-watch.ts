// Lab 03, part 3: PutRecords, minute by minute.

import { check, comparePrediction, predict } from "../../../src/index";
import { followMetric } from "../../../src/data-collection";
import type { MetricQuestion } from "../../../src/data-collection";
import { STREAM } from "./01-opening";

// %% [markdown] id=part-3 tags=why
// ## 3. Watch it
//
// Is it running, and how fast? Kinesis counts for you, and CloudWatch stores the numbers: one value per minute for each **metric**. In the console, they're under *Monitoring*. ([AWS's list of them](https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html))

// %% [markdown] id=per-minute-do tags=do
// ### 3.1 Records a minute
//
// Write the query for CloudWatch: how many records were sent with PutRecords in each minute, whether Kinesis accepted them or not? Find the metric's name in AWS's list.
//
// - `Dimensions` say whose metric it is: your stream's.
// - `Period` is the number of seconds that one value covers. You want one value per minute.
// - `Statistics`: CloudWatch knows `SampleCount`, `Average`, `Sum`, `Minimum` and `Maximum` of the calls in that time. Which one is the number of records?

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
// {{solution 03-data-collection.per-minute}} The metric counts records, the period groups them by minute, and the sum adds them up: records per minute. Without the dimension, CloudWatch finds nothing, because it stores this metric per stream.

// %% [markdown] id=follow-question tags=question
// ### Predict, then run
//
// The instance puts 20 people, waits 2 seconds, and repeats. **About how high will the bars be?** The chart updates at the end of each minute. The cell waits for two minutes.

// %% id=follow-predict tags=question
await predict("03-data-collection.follow", "?"); // a number: people in a minute

// %% id=follow tags=question,wait,varies
const minutes = await followMetric(PER_MINUTE, { periods: 2, title: `People put into ${STREAM}, by the minute` });
await comparePrediction("03-data-collection.follow", Math.max(...minutes.map(({ value }) => value)));

// %% [markdown] id=follow-answer tags=question
// <details>
// <summary>Answer</summary>
//
// A bit below 600: 20 people, 30 times a minute, minus the time that the API and the call take. The first bar is lower, because the producer started in the middle of that minute. One shard would accept 60,000 records a minute.
//
// </details>

// %% [markdown] id=watch-on-aws tags=on-aws
// > **On AWS**: *Kinesis → your stream → Monitoring*. Each minute shows up a few minutes later. **Here**, [the stream's page](/lab-cloud/console/#/kinesis/people-stream) has the same charts, and the records.
