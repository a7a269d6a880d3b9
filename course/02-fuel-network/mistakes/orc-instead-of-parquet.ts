import type { Mistake } from "../../../grader/index";

/** The records are converted to ORC, the other columnar format. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.conversion",
  fails: ["writes Parquet"],
  answer: [
    "const CONVERSION = {",
    "  Enabled: true,",
    "  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },",
    "  OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } },",
    "  SchemaConfiguration: {",
    '    DatabaseName: "conversion",',
    '    TableName: "conversion_table",',
    "    Region: REGION,",
    "    RoleARN: FIREHOSE_ROLE_ARN,",
    "  },",
    "};",
  ],
};
