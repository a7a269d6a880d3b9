import type { Input, KinesisAnalyticsV2, Output } from "@aws-sdk/client-kinesis-analytics-v2";
import { ROLE } from "./studio";

export const createStreamArn = (name: string): string => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;

/** The input of an application: trades as JSON. */
export const TRADES: Input = {
  NamePrefix: "SOURCE_SQL_STREAM",
  KinesisStreamsInput: { ResourceARN: createStreamArn("trades") },
  InputSchema: {
    RecordFormat: {
      RecordFormatType: "JSON",
      MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } },
    },
    RecordColumns: [
      { Name: "ticker", Mapping: "$.ticker", SqlType: "VARCHAR(8)" },
      { Name: "price", Mapping: "$.price", SqlType: "DOUBLE" },
    ],
  },
};

/** An SQL application over trades, as AWS's API made one. */
export const createSqlApplication = (
  client: KinesisAnalyticsV2,
  code: string,
  { Inputs = [TRADES], Outputs = [] }: { readonly Inputs?: Input[]; readonly Outputs?: Output[] } = {},
) =>
  client.createApplication({
    ApplicationName: "trades",
    RuntimeEnvironment: "SQL-1_0",
    ServiceExecutionRole: ROLE,
    ApplicationConfiguration: {
      SqlApplicationConfiguration: { Inputs, Outputs },
      ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: code } },
    },
  });
