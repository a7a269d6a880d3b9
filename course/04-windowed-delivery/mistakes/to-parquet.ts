import type { Mistakes } from "../../testing/load-mistakes";

/** The claims that fail if AWS has accepted no update. */
const NOT_UPDATED: readonly string[] = [
  "updates the Firehose that it gets",
  "writes Parquet",
  "gives each component a folder below parquet/",
  "writes each window with all columns of the table",
  "still writes after 60 seconds",
  "keeps the folder of failed records",
  "adds no delimiter any more",
];

export const mistakes: Mistakes = {
  /** A conversion needs a buffer of at least 64 MB: AWS refuses 5 MB. */
  "buffer-of-five-megabytes": {
    fails: NOT_UPDATED,
    changes: [["SizeInMBs: 64", "SizeInMBs: 5"]],
  },
  /** The columns are from the notebook's own table, not from the one that the function gets. */
  "columns-of-json-table": {
    fails: ["writes each window with all columns of the table"],
    changes: [["TableName: tableName", 'TableName: "aggregates"']],
  },
  /** All settings of the conversion are there, but it's switched off: JSON comes into the folder for Parquet. */
  "conversion-switched-off": {
    fails: ["writes Parquet", "writes each window with all columns of the table"],
    changes: [
      [
        "DataFormatConversionConfiguration: {\n        Enabled: true",
        "DataFormatConversionConfiguration: {\n        Enabled: false",
      ],
    ],
  },
  /** All processors are sent again, and with them the delimiter. AWS accepts it, and it has no effect. */
  "delimiter-for-parquet": {
    fails: ["adds no delimiter any more"],
    changes: [['processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord")', "processors"]],
  },
  /** Failed records go to a new folder, below that of the windows. */
  "errors-below-parquet": {
    fails: ["keeps the folder of failed records"],
    changes: [[':componentName}/",', ':componentName}/",\n        ErrorOutputPrefix: "parquet/errors/",']],
  },
  /** The version is that of a Firehose that was never updated. AWS refuses it if someone else has updated it. */
  "first-version": {
    fails: NOT_UPDATED,
    changes: [["CurrentDeliveryStreamVersionId: versionId", 'CurrentDeliveryStreamVersionId: "1"']],
  },
  /** No processor is left, so nothing finds the component: AWS refuses the prefix. */
  "no-processors-for-parquet": {
    fails: NOT_UPDATED,
    changes: [['processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord")', "[]"]],
  },
  /** The serializer writes ORC, another columnar format. */
  "orc-for-parquet": {
    fails: ["writes Parquet", "writes each window with all columns of the table"],
    changes: [["ParquetSerDe: {}", "OrcSerDe: {}"]],
  },
  /** The function updates the notebook's own Firehose, whatever name it gets. */
  "own-firehose-updated": {
    fails: NOT_UPDATED,
    changes: [["DeliveryStreamName: firehoseName", "DeliveryStreamName: FIREHOSE"]],
  },
  /** The interval is Firehose's default, not the one that the Firehose had. */
  "parquet-after-five-minutes": {
    fails: ["still writes after 60 seconds"],
    changes: [["IntervalInSeconds: 60", "IntervalInSeconds: 300"]],
  },
  /** The prefix isn't updated: Parquet comes into the folders of the JSON files. */
  "parquet-in-json-folders": {
    fails: ["gives each component a folder below parquet/", "writes each window with all columns of the table"],
    changes: [['      Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",\n', ""]],
  },
  /** Without the slash, the component and the file's name run together. */
  "parquet-prefix-without-slash": {
    fails: ["gives each component a folder below parquet/", "writes each window with all columns of the table"],
    changes: [[':componentName}/"', ':componentName}"']],
  },
  /** The prefix doesn't name the component, but dynamic partitioning is on: AWS refuses it. */
  "parquet-without-component": {
    fails: NOT_UPDATED,
    changes: [["parquet/!{partitionKeyFromQuery:componentName}/", "parquet/"]],
  },
  /** Dynamic partitioning can't be switched off later: AWS refuses it. */
  "partitioning-switched-off": {
    fails: NOT_UPDATED,
    changes: [
      [':componentName}/",', ':componentName}/",\n        DynamicPartitioningConfiguration: { Enabled: false },'],
    ],
  },
  /** Firehose needs a role to look up the table: AWS refuses the update. */
  "schema-without-role": {
    fails: NOT_UPDATED,
    changes: [[", RoleARN: FIREHOSE_ROLE_ARN }", " }"]],
  },
  /** The size is given without the interval: AWS takes both or neither. */
  "size-without-interval": {
    fails: NOT_UPDATED,
    changes: [["SizeInMBs: 64, IntervalInSeconds: 60", "SizeInMBs: 64"]],
  },
};
