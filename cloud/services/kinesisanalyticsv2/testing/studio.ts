import type {
  ApplicationDetail,
  CreateApplicationCommandInput,
  KinesisAnalyticsV2,
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
