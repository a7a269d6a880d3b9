// Lab 04, part 5: pitfalls, met on purpose.

import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import { comparePrediction, deleteKinesisFirehose, isFirehoseReady, listDeliveredObjects, predict, readObject, showTable, waitUntil } from "../../../src/index";
import { runQuery, tryCreateFirehose } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, FIREHOSE, FIREHOSE_ROLE_ARN } from "./01-opening";

// %% [markdown] id=part-5 tags=why
// ## 5. What goes wrong
//
// Two small things are easy to forget: the slash at the end of a prefix, and the delimiter. Neither causes an error. So here, you forget both on purpose, and see what happens.
//
// The next cell creates a second Firehose, which programs send to directly. Its prefixes don't end with a slash, and its processors don't add a delimiter. Then it sends three aggregates of `user-service`, and
// one record without `componentName`.

// %% id=slip tags=do,wait
const SLIP = `${FIREHOSE}-slip`;
await tryCreateFirehose({
  DeliveryStreamName: SLIP,
  DeliveryStreamType: "DirectPut",
  ExtendedS3DestinationConfiguration: {
    BucketARN: `arn:aws:s3:::${BUCKET}`,
    RoleARN: FIREHOSE_ROLE_ARN,
    Prefix: "slip/!{partitionKeyFromQuery:componentName}",
    ErrorOutputPrefix: "slip-errors",
    DynamicPartitioningConfiguration: { Enabled: true },
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        {
          Type: "MetadataExtraction",
          Parameters: [
            { ParameterName: "MetadataExtractionQuery", ParameterValue: "{componentName: .componentName}" },
            { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
          ],
        },
      ],
    },
  },
});
await waitUntil({ what: "the second Firehose", check: () => isFirehoseReady({ firehoseName: SLIP }) });

const firehose = new FirehoseClient({});
for (const minValue of [1, 2, 3]) {
  const aggregate = { componentName: "user-service", metricName: "cpu", unit: "percent", minValue, maxValue: 9, avg: 5 };
  await firehose.send(
    new PutRecordCommand({ DeliveryStreamName: SLIP, Record: { Data: Buffer.from(JSON.stringify(aggregate)) } }),
  );
}
await firehose.send(
  new PutRecordCommand({ DeliveryStreamName: SLIP, Record: { Data: Buffer.from('{"metricName": "cpu"}') } }),
);
const slips = async () => (await listDeliveredObjects({ bucketName: BUCKET, prefix: "slip" })).map(({ key }) => key);
await waitUntil({
  what: "both objects of the second Firehose",
  check: async () => (await slips()).length >= 2,
});
console.log("They are there.");

// %% [markdown] id=slash-question tags=question
// ### Predict, then run
//
// The prefix was `slip/!{partitionKeyFromQuery:componentName}`, the error prefix `slip-errors`. **What are the keys of the two objects? Could you add a partition for them?**

// %% id=slash-predict tags=question
await predict("04-windowed-delivery.slash", "?"); // Could you add a partition? "yes" or "no"

// %% id=slash-question-run tags=question,varies
console.log((await slips()).join("\n"));
const hasFolder = (await slips()).some((key) => key.startsWith("slip/user-service/"));
await comparePrediction("04-windowed-delivery.slash", hasFolder ? "yes" : "no");

// %% [markdown] id=slash-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// `slip/user-service` and the name of the object run together, and so do `slip-errors` and the failure type. There is no folder `slip/user-service/`. A partition's location is a folder. You could only use all of `slip/`, with every component mixed together.
// That's why both prefixes must end with a slash.
//
// </details>

// %% [markdown] id=delimiter-question tags=question
// ### Predict, then run
//
// You sent three aggregates, and they're in one object. The next cell creates a table over it. **How many rows will Athena count?**

// %% id=delimiter-predict tags=question
await predict("04-windowed-delivery.delimiter", "?"); // a number

// %% id=delimiter-question-run tags=question
const [slipKey = ""] = (await slips()).filter((key) => key.startsWith("slip/"));
console.log(await readObject({ bucketName: BUCKET, key: slipKey }));

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS slip (componentName string, metricName string, minValue double)
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://${BUCKET}/slip/'`,
});
const slipRows = (await runQuery({ ...ATHENA, sql: "SELECT * FROM slip" })).rows;
showTable(slipRows, { title: "All rows of the table" });
await comparePrediction("04-windowed-delivery.delimiter", slipRows.length);

// %% [markdown] id=delimiter-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// One. To the JSON reader, a row is a line. It reads the first object on the line, and drops the rest. There's no error: two thirds of the data are just missing. With `AppendDelimiterToRecord`, each record ends with a newline.
//
// </details>

// %% id=slip-delete tags=do
await deleteKinesisFirehose({ firehoseName: SLIP });
