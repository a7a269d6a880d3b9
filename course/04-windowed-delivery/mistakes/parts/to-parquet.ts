/** The claims that fail if AWS has accepted no update. */
export const NOT_UPDATED: readonly string[] = [
  "updates the Firehose that it gets",
  "writes Parquet",
  "gives each component a folder below parquet/",
  "writes each window with all columns of the table",
  "still writes after 60 seconds",
  "keeps the folder of failed records",
  "adds no delimiter any more",
];
