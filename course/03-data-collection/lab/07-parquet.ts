// Lab 03, part 6: the variation in a format of columns.

import { check, isFirehoseReady, listDeliveredObjects, readObject, waitUntil } from "../../../src/index";
import { subsetByHand, tryCreateFirehose } from "../../../src/data-collection";
import { BUCKET, DATABASE, FIREHOSE, FIREHOSE_ROLE_ARN, REGION, STREAM } from "./01-opening";
import { MINIMUM_AGE } from "./05-analytics";

// %% [markdown] id=part-6 tags=why
// ## 6. Variation: Parquet or ORC
//
// JSON is easy for people to read. For queries over lots of data, a columnar format is better: **Apache Parquet** or **Apache ORC**. Firehose can convert, if it knows the columns. It gets them from the catalog of the service **Glue**. A table there lists the columns and says where the data is. It holds no data itself. The table `user_data` in the database
// `people` is set up for you. Parquet doesn't need newlines, so this Firehose doesn't need a function. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html))

// %% [markdown] id=parquet-do tags=do
// ### 6.1 A Firehose that converts
//
// The cell has a buffer of 1 MB, as in part 5. First, fill in the serializer: `{ ParquetSerDe: {} }` or `{ OrcSerDe: {} }`. Run the cell, and read what AWS says. Then fix the buffer.

// %% id=parquet exercise=03-data-collection.parquet
// ### START CODE HERE ### (~ 2 lines of code)
const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; // @REPLACE const BUFFER = { SizeInMBs: 1, IntervalInSeconds: 60 };
const SERIALIZER = { ParquetSerDe: {} }; // @REPLACE const SERIALIZER = None;
// ### END CODE HERE ###

const CONVERTED = `${FIREHOSE}-converted`;
await tryCreateFirehose({
  DeliveryStreamName: CONVERTED, DeliveryStreamType: "DirectPut",
  ExtendedS3DestinationConfiguration: {
    BucketARN: `arn:aws:s3:::${BUCKET}`, RoleARN: FIREHOSE_ROLE_ARN,
    Prefix: "converted/", ErrorOutputPrefix: "errors/",
    BufferingHints: BUFFER,
    DataFormatConversionConfiguration: {
      Enabled: true,
      InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
      OutputFormatConfiguration: { Serializer: SERIALIZER },
      SchemaConfiguration: { DatabaseName: DATABASE, TableName: "user_data", Region: REGION, RoleARN: FIREHOSE_ROLE_ARN },
    },
  },
});

// %% id=parquet-check tags=check
await check("03-data-collection.parquet");

// %% [markdown] id=parquet-stuck tags=stuck
// {{solution 03-data-collection.parquet}} With conversion, AWS requires at least 64 MB: a columnar format pays off in large files. `{ OrcSerDe: {} }` is right as well.

// %% [markdown] id=converted-note tags=look
// **Look.** The next cell sends the same people again, to the Firehose that converts. Parquet isn't meant to be read by people. A Parquet file begins with `PAR1`, and an ORC file with `ORC`.

// %% id=converted tags=look,wait,varies
await waitUntil({ what: "the Firehose that converts", check: () => isFirehoseReady({ firehoseName: CONVERTED }) });
await subsetByHand({ streamName: STREAM, firehoseName: CONVERTED, minimumAge: MINIMUM_AGE });
const converted = () => listDeliveredObjects({ bucketName: BUCKET, prefix: "converted/" });
await waitUntil({ what: "the converted object", check: async () => (await converted()).length > 0 });
const [first] = await converted();
console.log(`${first?.key.replace(/.*\//, "…/")}, ${first?.bytes} bytes, begins with ${(await readObject({ bucketName: BUCKET, key: first?.key ?? "" })).slice(0, 4)}`);
