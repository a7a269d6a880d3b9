import type { Mistake } from "../../../grader/index";

/** The name prefix ends in _001, which the service appends itself. */
export const mistake: Mistake = {
  exercise: "03-data-collection.application",
  fails: ["calls it SOURCE_SQL_STREAM_001 in the application"],
  answer: [
    "const SOURCE: Input = {",
    '  NamePrefix: "SOURCE_SQL_STREAM_001",',
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
    '  runtime: "SQL-1_0",',
    "  roleArn: ANALYTICS_ROLE_ARN,",
    "  input: SOURCE,",
    "});",
  ],
};
