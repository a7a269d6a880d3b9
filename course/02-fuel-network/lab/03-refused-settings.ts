// Lab 02, part 1.3: three drafts that AWS refuses.

import { tryCreateFirehose } from "../../../src/fuel-network";
import { check } from "../../../src/index";
import { BUCKET, FIREHOSE_ROLE_ARN } from "./01-opening";
import { PARTITION_KEYS, jqQuery, prefixOf } from "./02-partition-keys";
export { processors, draft, ERROR_PREFIX, BUFFERING };

// %% [markdown] id=drafts-do tags=why
// ### 1.3 What AWS refuses
// The rest is settings. Two of them go wrong so often that you'll try them first, on three drafts. Each draft is a complete Firehose with one mistake.
// AWS rejects it and says why. Read the message, then fix the setting.
//
// - The **error prefix**. Some records can't be delivered, because a key is missing or they aren't JSON at all. Firehose doesn't throw them away: it writes
//   them under a separate prefix.
// - The **buffer**. Firehose collects the records of each partition until there are enough megabytes, or until the oldest record has waited long enough.
//   You set both limits.
//
// This cell defines the draft: everything a Firehose with partitions needs, plus what you change. Two **processors** work on each record. The first finds its
// keys. The second adds a line break, so that each JSON record in a file is on its own line. (Parquet doesn't need it, but not every Firehose converts.)

// %% id=drafts tags=setup
/** The processors of each record: find its partition keys, then add a line break. */
const processors = (keys: Record<string, string>) => [
  {
    Type: "MetadataExtraction" as const,
    Parameters: [
      { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: jqQuery(keys) },
      { ParameterName: "JsonParsingEngine" as const, ParameterValue: "JQ-1.6" },
    ],
  },
  { Type: "AppendDelimiterToRecord" as const,
    Parameters: [{ ParameterName: "Delimiter" as const, ParameterValue: "\\n" }] },
];

const draft = (name: string, changes: object) => ({
  DeliveryStreamName: name,
  DeliveryStreamType: "DirectPut" as const,
  ExtendedS3DestinationConfiguration: {
    BucketARN: `arn:aws:s3:::${BUCKET}`,
    RoleARN: FIREHOSE_ROLE_ARN,
    Prefix: prefixOf(PARTITION_KEYS),
    ErrorOutputPrefix: "error",
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    DynamicPartitioningConfiguration: { Enabled: true },
    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },
    ...changes,
  },
});

// %% [markdown] id=error-prefix-do tags=do
// **Draft 1: no error prefix.** Run the cell, and read what AWS says. Then set `ERROR_PREFIX` to `"error"`, and run it again.

// %% id=error-prefix exercise=02-fuel-network.error-prefix
// ### START CODE HERE ### (~ 1 line of code)
const ERROR_PREFIX = "error"; // @REPLACE const ERROR_PREFIX = undefined;
// ### END CODE HERE ###

// Sends the draft to AWS, and shows AWS's answer.
await tryCreateFirehose(draft("SI-Firehose-draft-1", { ErrorOutputPrefix: ERROR_PREFIX }));

// %% id=error-prefix-check tags=check
await check("02-fuel-network.error-prefix");

// %% [markdown] id=error-prefix-stuck tags=stuck
// {{solution 02-fuel-network.error-prefix}} A plain error prefix needs no expression: Firehose appends the type of failure and the time automatically.

// %% [markdown] id=error-type-do tags=do
// **Draft 2: an error prefix with a date.** You want failed records grouped by day, so you put an expression in the error prefix.
// `!{timestamp:yyyy/MM/dd}` is the time at which the oldest record in the object arrived. Run the cell. What is missing? Add it.

// %% id=error-type exercise=02-fuel-network.error-type
// ### START CODE HERE ### (~ 1 line of code)
const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}/"; // @REPLACE const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/";
// ### END CODE HERE ###

await tryCreateFirehose(draft("SI-Firehose-draft-2", { ErrorOutputPrefix: DATED_ERROR_PREFIX }));

// %% id=error-type-check tags=check
await check("02-fuel-network.error-type");

// %% [markdown] id=error-type-stuck tags=stuck
// {{solution 02-fuel-network.error-type}} With `!{firehose:error-output-type}`, each type of failure gets its own folder. Once an error prefix has an expression, Firehose no longer appends the type automatically, so AWS requires it in the prefix.

// %% [markdown] id=buffering-do tags=do
// **Draft 3: a small buffer.** Someone wanted an object for every 5 MB and set the buffer to 5. Run the cell, then choose the smallest size that
// AWS accepts. Leave the interval at 60 seconds.

// %% id=buffering exercise=02-fuel-network.buffering
// ### START CODE HERE ### (~ 1 line of code)
const BUFFERING = { SizeInMBs: 64, IntervalInSeconds: 60 }; // @REPLACE const BUFFERING = { SizeInMBs: 5, IntervalInSeconds: 60 };
// ### END CODE HERE ###

await tryCreateFirehose(draft("SI-Firehose-draft-3", { BufferingHints: BUFFERING }));

// %% id=buffering-check tags=check
await check("02-fuel-network.buffering");

// %% [markdown] id=buffering-stuck tags=stuck
// {{solution 02-fuel-network.buffering}} 64 MB is the minimum AWS accepts here. Your readings are only a few KB, so the 60 seconds always come first.
