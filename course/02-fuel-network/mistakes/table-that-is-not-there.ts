import type { Mistake } from "../../../grader/index";

/** A table that the catalog does not know: AWS refuses the Firehose. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.conversion",
  fails: ["writes Parquet", "takes the columns from the Glue table"],
  answer: [
    "const CONVERSION = {",
    "  Enabled: true,",
    "  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },",
    "  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },",
    "  SchemaConfiguration: {",
    '    DatabaseName: "conversion",',
    '    TableName: "conversion",',
    "    Region: REGION,",
    "    RoleARN: FIREHOSE_ROLE_ARN,",
    "  },",
    "};",
  ],
};
