import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { describeInputs, describeOutputs } from "../model/sql-configuration";
import type { StoredApplication, StoredSnapshot, StoredSql, StoredZeppelin } from "../model/stored-application";

/** The answer of DescribeApplication. */
export function createDetail(app: StoredApplication, arn: string): sdk.ApplicationDetail {
  return {
    ApplicationARN: arn,
    ...(app.description === undefined ? {} : { ApplicationDescription: app.description }),
    ApplicationName: app.name,
    RuntimeEnvironment: app.runtime,
    ServiceExecutionRole: app.role,
    ApplicationStatus: app.status,
    ApplicationVersionId: app.version,
    CreateTimestamp: new Date(app.createdAt),
    LastUpdateTimestamp: new Date(app.updatedAt),
    ApplicationConfigurationDescription: describeConfiguration(app),
    ...(app.logging.length === 0 ? {} : { CloudWatchLoggingOptionDescriptions: describeLogging(app) }),
    ...(app.updatedFrom === undefined ? {} : { ApplicationVersionUpdatedFrom: app.updatedFrom }),
    ApplicationVersionCreateTimestamp: new Date(app.versionCreatedAt),
    ConditionalToken: app.conditionalToken,
    ApplicationMode: app.mode,
  };
}

export const summarizeApplication = (app: StoredApplication, arn: string): sdk.ApplicationSummary => ({
  ApplicationName: app.name,
  ApplicationARN: arn,
  ApplicationStatus: app.status,
  ApplicationVersionId: app.version,
  RuntimeEnvironment: app.runtime,
  ApplicationMode: app.mode,
});

export const describeLogging = ({ logging }: StoredApplication): sdk.CloudWatchLoggingOptionDescription[] =>
  logging.map(({ id, streamArn }) => ({ CloudWatchLoggingOptionId: id, LogStreamARN: streamArn }));

export const describeSnapshot = (snapshot: StoredSnapshot): sdk.SnapshotDetails => ({
  SnapshotName: snapshot.name,
  SnapshotStatus: snapshot.status,
  ApplicationVersionId: snapshot.version,
  SnapshotCreationTimestamp: new Date(snapshot.createdAt),
  RuntimeEnvironment: snapshot.runtime,
});

function describeConfiguration(app: StoredApplication): sdk.ApplicationConfigurationDescription {
  const { code, sql } = app.configuration;
  return {
    ...(code === undefined
      ? {}
      : {
          ApplicationCodeConfigurationDescription: {
            CodeContentType: code.type,
            CodeContentDescription: {
              ...(code.text === undefined ? {} : { TextContent: code.text }),
              ...(code.s3 === undefined ? {} : { S3ApplicationCodeLocationDescription: { ...code.s3 } }),
            },
          },
        }),
    ...(sql === undefined ? describeFlink(app) : { SqlApplicationConfigurationDescription: describeSql(sql) }),
  };
}

const describeSql = (sql: StoredSql) => ({
  InputDescriptions: describeInputs(sql),
  OutputDescriptions: describeOutputs(sql),
  ReferenceDataSourceDescriptions: [],
});

function describeFlink(app: StoredApplication): sdk.ApplicationConfigurationDescription {
  const { checkpoint, monitoring, parallelism, properties, zeppelin } = app.configuration;
  const { snapshotsEnabled, rollbackEnabled } = app.configuration;
  return {
    RunConfigurationDescription: {
      ...(app.restore === undefined ? {} : { ApplicationRestoreConfigurationDescription: app.restore }),
      FlinkRunConfigurationDescription: { AllowNonRestoredState: app.allowNonRestoredState ?? false },
    },
    FlinkApplicationConfigurationDescription: {
      CheckpointConfigurationDescription: { ...checkpoint },
      MonitoringConfigurationDescription: { ...monitoring },
      ParallelismConfigurationDescription: { ...parallelism, CurrentParallelism: parallelism.Parallelism },
    },
    ...(properties.length === 0
      ? {}
      : { EnvironmentPropertyDescriptions: { PropertyGroupDescriptions: [...properties] } }),
    ...(zeppelin === undefined
      ? {
          ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: snapshotsEnabled },
          ApplicationSystemRollbackConfigurationDescription: { RollbackEnabled: rollbackEnabled },
        }
      : { ZeppelinApplicationConfigurationDescription: describeZeppelin(zeppelin) }),
  };
}

const describeZeppelin = ({ logLevel, databaseArn, deploy }: StoredZeppelin) => ({
  MonitoringConfigurationDescription: { LogLevel: logLevel },
  ...(databaseArn === undefined
    ? {}
    : {
        CatalogConfigurationDescription: {
          GlueDataCatalogConfigurationDescription: { DatabaseARN: databaseArn },
        },
      }),
  ...(deploy === undefined
    ? {}
    : { DeployAsApplicationConfigurationDescription: { S3ContentLocationDescription: { ...deploy } } }),
});
