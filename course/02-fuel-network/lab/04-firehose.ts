// Lab 02, part 1.4 and 1.5: the conversion, and the Firehose itself.

import { showFuelNetwork, showRetryDuration, tryCreateFirehose } from "../../../src/fuel-network";
import { check, deleteKinesisFirehose, isFirehoseReady, waitUntil } from "../../../src/index";
import { STUDENT, REGION, BUCKET, FIREHOSE_ROLE_ARN, NETWORK } from "./01-opening";
import { PARTITION_KEYS, prefixOf } from "./02-partition-keys";
import { processors, ERROR_PREFIX, BUFFERING } from "./03-refused-settings";

// %% [markdown] id=conversion-do tags=do
// ### 1.4 JSON to Parquet
// To convert, Firehose needs a **deserializer** to read records (here `OpenXJsonSerDe`, for JSON) and a **serializer** to write them
// (`ParquetSerDe`). It also needs the columns. They come from the Glue table, which Firehose looks up itself.
//
// Fill in the serializer, the database and the table. `{}` means *with its default settings*. You'll check this together with 1.5.

// %% id=conversion exercise=02-fuel-network.conversion
// ### START CODE HERE ### (~ 10 lines of code)
const CONVERSION = { // @KEEP
  Enabled: true, // @KEEP
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } }, // @KEEP
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } }, // @REPLACE OutputFormatConfiguration: { Serializer: None },
  SchemaConfiguration: { // @KEEP
    DatabaseName: "conversion", // @REPLACE DatabaseName: None,
    TableName: "conversion_table", // @REPLACE TableName: None,
    Region: REGION, // @KEEP
    RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
  }, // @KEEP
}; // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=conversion-note tags=on-aws
// > **On AWS**, this is *Transform and convert records → Enable record format conversion*. Set the output format to *Apache Parquet* and the Glue region
// > to *US East (N. Virginia)*, and choose the database and the table with *Browse*. The conversion already compresses, so the object must not be
// > compressed a second time.

// %% [markdown] id=create-firehose-do tags=do
// ### 1.5 Create it
// Now put it all together. Fill in:
//
// - the **type**: records come by Direct PUT, as in the drafts;
// - the **bucket**, by its ARN, and the **prefix** that `prefixOf` builds from your keys;
// - the **retry duration**: if Firehose can't write to a partition, it tries again for this long before the record counts as failed. The next cell shows yours, in seconds;
// - the **processors** for your keys, and the **conversion**.
//
// Your decisions from above are in `ERROR_PREFIX`, `BUFFERING` and `CONVERSION`.

// %% id=retry-duration tags=look
showRetryDuration(STUDENT);

// %% id=create-firehose exercise=02-fuel-network.create-firehose
// ### START CODE HERE ### (~ 14 lines of code)
const CONFIGURATION = { // @KEEP
  DeliveryStreamName: "SI-Firehose", // @KEEP
  DeliveryStreamType: "DirectPut" as const, // @REPLACE DeliveryStreamType: None,
  ExtendedS3DestinationConfiguration: { // @KEEP
    BucketARN: `arn:aws:s3:::${BUCKET}`, // @REPLACE BucketARN: None,
    RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
    Prefix: prefixOf(PARTITION_KEYS), // @REPLACE Prefix: None,
    ErrorOutputPrefix: ERROR_PREFIX, // @KEEP
    BufferingHints: BUFFERING, // @KEEP
    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } }, // @REPLACE DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: None } },
    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) }, // @REPLACE ProcessingConfiguration: { Enabled: true, Processors: None },
    DataFormatConversionConfiguration: CONVERSION, // @REPLACE DataFormatConversionConfiguration: None,
  }, // @KEEP
}; // @KEEP
// ### END CODE HERE ###

await tryCreateFirehose(CONFIGURATION);

// %% id=firehose-ready tags=look,wait
await waitUntil({
  what: "SI-Firehose to be ACTIVE",
  check: () => isFirehoseReady({ firehoseName: "SI-Firehose" }),
});
await showFuelNetwork(NETWORK);

// %% [markdown] id=delete-drafts-note tags=do
// You don't need the drafts any more. (You can't delete a Firehose while it's being created, but these are ready by now.)

// %% id=delete-drafts tags=do
for (const n of [1, 2, 3]) await deleteKinesisFirehose({ firehoseName: `SI-Firehose-draft-${n}` });

// %% id=conversion-check tags=check
await check("02-fuel-network.conversion");

// %% id=create-firehose-check tags=check
await check("02-fuel-network.create-firehose");

// %% [markdown] id=create-firehose-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If you created it with a wrong setting, running the cell again doesn't change it. Instead, the cell prints what is different,
// and a line that deletes the Firehose. Run that line in a new cell, wait a few seconds (about a minute on AWS), and run this cell again.
//
// </details>
//
// {{solution 02-fuel-network.conversion}} Firehose has to know how to read a record (`OpenXJsonSerDe`), how to write it (`ParquetSerDe`), and which columns there are. The columns are in the Glue table.
//
// {{solution 02-fuel-network.create-firehose}} The keys, prefixes, buffer and conversion come from the cells above. The type is `DirectPut` because functions send to this Firehose; there is no data stream. The retry duration is that for Ada Lovelace: yours may differ.
// > **On AWS**, you can turn on dynamic partitioning only when you create a Firehose. Its keys can change later, as you'll see in part 7. The
// > console asks for the role under *Advanced settings → Service access → Choose existing IAM role*. **Here**, [its page](/lab-cloud/console/#/firehose/SI-Firehose)
// > shows the settings, and later the buffer of each partition.
