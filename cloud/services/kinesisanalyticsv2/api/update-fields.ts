import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import * as fields from "../model/fields";

const code = structure({
  CodeContentTypeUpdate: optional(fields.codeContentType),
  CodeContentUpdate: optional(
    structure({
      TextContentUpdate: optional(fields.textContent),
      ZipFileContentUpdate: refused(),
      S3ContentLocationUpdate: optional(
        structure({
          BucketARNUpdate: optional(fields.bucketArn),
          FileKeyUpdate: optional(fields.fileKey),
          ObjectVersionUpdate: refused(),
        } satisfies Members<sdk.S3ContentLocationUpdate>),
      ),
    } satisfies Members<sdk.CodeContentUpdate>),
  ),
} satisfies Members<sdk.ApplicationCodeConfigurationUpdate>);

const flink = structure({
  CheckpointConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      CheckpointingEnabledUpdate: optional(boolean()),
      CheckpointIntervalUpdate: optional(fields.checkpointInterval),
      MinPauseBetweenCheckpointsUpdate: optional(fields.minPause),
    } satisfies Members<sdk.CheckpointConfigurationUpdate>),
  ),
  MonitoringConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      MetricsLevelUpdate: optional(fields.metricsLevel),
      LogLevelUpdate: optional(fields.logLevel),
    } satisfies Members<sdk.MonitoringConfigurationUpdate>),
  ),
  ParallelismConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      ParallelismUpdate: optional(fields.parallelism),
      ParallelismPerKPUUpdate: optional(fields.parallelism),
      AutoScalingEnabledUpdate: noted(optional(boolean()), fields.AUTO_SCALING),
    } satisfies Members<sdk.ParallelismConfigurationUpdate>),
  ),
} satisfies Members<sdk.FlinkApplicationConfigurationUpdate>);

const zeppelin = structure({
  MonitoringConfigurationUpdate: optional(
    structure({
      LogLevelUpdate: required(fields.logLevel),
    } satisfies Members<sdk.ZeppelinMonitoringConfigurationUpdate>),
  ),
  CatalogConfigurationUpdate: optional(
    structure({
      GlueDataCatalogConfigurationUpdate: required(
        structure({
          DatabaseARNUpdate: required(fields.databaseArn),
        } satisfies Members<sdk.GlueDataCatalogConfigurationUpdate>),
      ),
    } satisfies Members<sdk.CatalogConfigurationUpdate>),
  ),
  DeployAsApplicationConfigurationUpdate: optional(
    structure({
      S3ContentLocationUpdate: optional(
        structure({
          BucketARNUpdate: optional(fields.bucketArn),
          BasePathUpdate: optional(fields.basePath),
        } satisfies Members<sdk.S3ContentBaseLocationUpdate>),
      ),
    } satisfies Members<sdk.DeployAsApplicationConfigurationUpdate>),
  ),
  CustomArtifactsConfigurationUpdate: refused(),
} satisfies Members<sdk.ZeppelinApplicationConfigurationUpdate>);

export const configurationUpdate = structure({
  SqlApplicationConfigurationUpdate: refused(),
  ApplicationCodeConfigurationUpdate: optional(code),
  FlinkApplicationConfigurationUpdate: optional(flink),
  EnvironmentPropertyUpdates: optional(
    structure({ PropertyGroups: required(fields.propertyGroups) } satisfies Members<sdk.EnvironmentPropertyUpdates>),
  ),
  ApplicationSnapshotConfigurationUpdate: optional(
    structure({
      SnapshotsEnabledUpdate: required(boolean()),
    } satisfies Members<sdk.ApplicationSnapshotConfigurationUpdate>),
  ),
  ApplicationSystemRollbackConfigurationUpdate: optional(
    structure({
      RollbackEnabledUpdate: required(boolean()),
    } satisfies Members<sdk.ApplicationSystemRollbackConfigurationUpdate>),
  ),
  VpcConfigurationUpdates: refused(),
  ZeppelinApplicationConfigurationUpdate: optional(zeppelin),
  ApplicationEncryptionConfigurationUpdate: refused(),
} satisfies Members<sdk.ApplicationConfigurationUpdate>);
