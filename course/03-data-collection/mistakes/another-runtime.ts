import type { Mistake } from "../../../grader/index";

/** The application's settings are for SQL, but its runtime is Flink. */
export const mistake: Mistake = {
  exercise: "03-data-collection.application",
  fails: ["is an application in SQL", "reads your stream", "calls it SOURCE_SQL_STREAM_001 in the application"],
  answer: [
    "const SOURCE: Input = {",
    '  NamePrefix: "SOURCE_SQL_STREAM",',
    "  KinesisStreamsInput: { ResourceARN: STREAM_ARN },",
    "  InputSchema: {",
    '    RecordFormat: { RecordFormatType: "JSON", MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } } },',
    '    RecordEncoding: "UTF-8",',
    "    RecordColumns: COLUMNS,",
    "  },",
    "};",
    "await createAnalyticsApplication({",
    "  applicationName: APPLICATION,",
    '  description: "Five columns of each person who is old enough",',
    '  runtime: "FLINK-1_20",',
    "  roleArn: ANALYTICS_ROLE_ARN,",
    "  input: SOURCE,",
    "});",
  ],
};
