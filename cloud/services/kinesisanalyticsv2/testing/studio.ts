import type {
  ApplicationDetail,
  CreateApplicationCommandInput,
  KinesisAnalyticsV2,
  Input,
  Output,
} from "@aws-sdk/client-kinesis-analytics-v2";

/** A role that does not exist, which a cloud without `--iam on` accepts. */
export const ROLE = "arn:aws:iam::000000000000:role/analytics";

/** A Studio notebook whose note is this SQL, as AWS's API makes one. */
export function createStudio(
  client: KinesisAnalyticsV2,
  [name, sql]: readonly [name: string, sql: string],
  more: Partial<CreateApplicationCommandInput> = {},
) {
  return client.createApplication({
    ApplicationName: name,
    RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
    ApplicationMode: "INTERACTIVE",
    ServiceExecutionRole: ROLE,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: sql } },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: "CUSTOM",
          CheckpointInterval: 500,
          MinPauseBetweenCheckpoints: 0,
        },
      },
    },
    ...more,
  });
}

export async function readDetail(client: KinesisAnalyticsV2, name: string): Promise<Partial<ApplicationDetail>> {
  return (await client.describeApplication({ ApplicationName: name })).ApplicationDetail ?? {};
}

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
